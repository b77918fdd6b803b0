/**
 * What went wrong and what to do, by the code of the server (`shared/errors.ts`) or of this device's own network.
 * Codes that only a program meets have no words here; the server's own sentence stands in.
 */
export const errors = {
  'request/too-large': 'That is too much at once. Send fewer rows.',
  'request/too-many': 'Too many attempts. Wait a little and try again.',
  'auth/bad-credentials': 'Email or password is wrong.',
  'auth/wrong-password': 'The password is wrong. Nothing was changed.',
  'auth/token-missing': 'The session has ended. Sign in again.',
  'auth/token-invalid': 'The session has ended. Sign in again.',
  'auth/token-expired': 'The session has ended. Sign in again.',
  'auth/refresh-invalid': 'The session has ended. Sign in again.',
  'auth/refresh-reused': 'This session was used from two places and has been closed. Sign in again.',
  'auth/user-disabled': 'This account has been switched off. Ask an admin.',
  'access/forbidden': 'Your role may not do this.',
  'access/branch': 'This belongs to another branch.',
  'device/required': 'This browser is not a till yet. Open a till in it first.',
  'device/unknown': 'The server does not know this till. Ask an admin.',
  'device/revoked': 'This till has been shut out. Ask an admin; export what it has not sent.',
  'device/elsewhere': 'This till is registered at another branch. Ask an admin to move or revoke it.',
  'device/too-old': 'This app is too old for the server. Reload it; nothing unsent is lost.',
  'sync/busy': 'The server could not settle this in time. It is sent again; nothing is doubled.',
  'sync/read-only': 'Your role may not change this.',
  'branch/unknown': 'There is no such branch.',
  'branch/changed': 'Somebody else changed this branch meanwhile. Look at it, then save again.',
  'order/unknown': 'There is no such order.',
  'order/not-in-conflict':
    'This order is not waiting for a decision; it may have been settled by someone else.',
  'order/action-not-fitting': 'This action does not fit the case.',
  'order/rescue-unreadable': 'This is not the whole code of a receipt. Scan every code on it again.',
  'order/rescue-tampered':
    'The code was changed, or no till of this shop signed it. Nothing was booked; keep the paper for support.',
  'order/rescue-foreign':
    'This receipt comes from a till that this business does not have. Nothing was booked.',
  'outbox/foreign': 'This file comes from a till that this business does not have. Nothing was imported.',
  'bulk/selection-changed':
    'Other products match now than when you looked. Nothing was changed: look again, then start.',
  'bulk/selection-empty': 'No product matches. Change the search or the filters.',
  'bulk/below-zero': 'A price cannot be lowered by more than 100 %. Nothing was changed.',
  'bulk/unknown-branch': 'This branch does not exist any more.',
  'bulk/unknown': 'There is no such operation.',
  'bulk/finished': 'This operation has ended already. It may be undone.',
  'bulk/not-finished': 'This operation is still at work. Wait for its end, or cancel it.',
  'bulk/nothing-to-retry': 'Nothing of this operation failed.',
  'bulk/nothing-to-undo': 'There is nothing to undo here.',
  'bulk/undo-too-late': 'Undo is possible for 24 hours. Start an operation that sets the values you want.',
  'server/internal': 'Something went wrong on our side. Try again; if it stays, tell support.',
  'server/unavailable': 'The database is not reachable right now. Try again in a moment.',
  'network/no-answer': 'No answer from the server.',
  'network/too-slow': 'The server did not answer in time.',
  'network/unreadable': 'The answer of the server could not be read.',
} as const
