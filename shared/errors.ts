/**
 * Every error code of the API: its HTTP status, what it means and what to do. A code is never removed or reused;
 * clients decide by the code, people read the message.
 */
export const errors = {
  'request/invalid': {
    status: 400,
    message: 'The request does not fit the schema. Correct the fields listed in details.',
  },
  'request/not-json': { status: 400, message: 'The body is not valid JSON. Send application/json.' },
  'request/too-large': { status: 413, message: 'The body is too large. Send fewer rows at once.' },
  'request/media-type': { status: 415, message: 'Send the body as application/json.' },
  'request/not-found': {
    status: 404,
    message: 'There is nothing at this address. See /api/v1/openapi.json.',
  },
  'request/too-many': { status: 429, message: 'Too many attempts. Wait as long as Retry-After says.' },
  'request/idempotency-key': {
    status: 400,
    message: 'Send an Idempotency-Key header of 1 to 200 letters, figures and signs, without spaces.',
  },
  'request/key-reused': {
    status: 422,
    message: 'This Idempotency-Key was used with another body. Use a new key.',
  },
  'request/key-in-progress': {
    status: 409,
    message: 'A request with this Idempotency-Key is being worked on. Repeat it in a moment.',
  },
  'auth/bad-credentials': { status: 401, message: 'Email or password is wrong.' },
  // Not 401: the token is good, and a client must not go and renew it.
  'auth/wrong-password': { status: 403, message: 'The password is wrong. Nothing was changed.' },
  'auth/token-missing': { status: 401, message: 'Send an access token: log in.' },
  'auth/token-invalid': { status: 401, message: 'The access token is not valid. Log in again.' },
  'auth/token-expired': { status: 401, message: 'The access token has expired. Refresh it.' },
  'auth/refresh-invalid': { status: 401, message: 'The session has ended. Log in again.' },
  'auth/refresh-reused': {
    status: 401,
    message: 'This session was used from two places and has been closed. Log in again.',
  },
  'auth/other-site': {
    status: 403,
    message: 'The page of another site asked for this. Open the app itself.',
  },
  'auth/user-disabled': { status: 401, message: 'This account has been switched off. Ask an admin.' },
  'auth/invitation-ended': {
    status: 410,
    message: 'This link was used, replaced by another one, or is too old. Ask an admin for a new one.',
  },
  'telegram/off': {
    status: 409,
    message: 'This installation has no Telegram bot. Name its token in OMNISYNC_TELEGRAM_TOKEN.',
  },
  'request/not-signed': {
    status: 401,
    message: 'The secret of the Telegram webhook is missing or wrong.',
  },
  'access/forbidden': { status: 403, message: 'Your role may not do this.' },
  'access/branch': { status: 403, message: 'This belongs to another branch.' },
  'device/required': {
    status: 400,
    message: 'Name the device in the X-Device-Id header. Register it with POST /devices.',
  },
  'device/unknown': {
    status: 403,
    message: 'This device is not registered. Register it with POST /devices.',
  },
  'device/revoked': {
    status: 403,
    message: 'This device has been revoked. Ask an admin; export what it has not sent.',
  },
  'device/elsewhere': {
    status: 409,
    message:
      'This device id is registered at another branch, and a lane stays at its branch: register a new id for this one.',
  },
  'device/too-old': {
    status: 426,
    message: 'This app is too old for the server. Reload it; nothing unsent is lost.',
  },
  'server/too-old': {
    status: 503,
    message: 'The server is being updated, and this app is ahead of it. Send it again in a moment.',
  },
  'sync/epoch-changed': {
    status: 409,
    message:
      'The database was restored, or has forgotten deletes since you were here. Pull everything again, and send again what the server lacks.',
  },
  'sync/unknown-collection': { status: 404, message: 'There is no such collection.' },
  'sync/read-only': { status: 403, message: 'This collection cannot be written by your role.' },
  'sync/busy': {
    status: 503,
    message: 'The server could not do this in time. Send it again; nothing is doubled.',
  },
  'branch/unknown': { status: 404, message: 'There is no such branch.' },
  'branch/closed': {
    status: 409,
    message: 'This branch was closed. Choose another one, or ask an admin to open it again.',
  },
  'branch/in-use': {
    status: 409,
    message: 'Something is left at this branch, so it cannot be closed yet: details lists what.',
  },
  'branch/code-taken': {
    status: 409,
    message: 'Another branch has this code, or had it: it stands on receipts. Choose another one.',
  },
  'business/currency-in-use': {
    status: 409,
    message:
      'Money was taken in this currency already, so it cannot become another one. Open another business for it.',
  },
  'branch/changed': {
    status: 409,
    message:
      'Somebody else changed this branch meanwhile. Read it again with GET /branches, and send the change with its seq as version.',
  },
  'user/unknown': { status: 404, message: 'There is no such person in this business.' },
  'user/email-taken': {
    status: 409,
    message: 'Somebody signs in with this email already, perhaps at another business. Choose another one.',
  },
  'user/last-admin': {
    status: 409,
    message: 'This is the last admin who can sign in. Make somebody else an admin first.',
  },
  'product/unknown': { status: 404, message: 'There is no such product.' },
  'order/unknown': { status: 404, message: 'There is no such order.' },
  'order/not-in-conflict': {
    status: 409,
    message: 'This order is not waiting for a decision; it may have been settled by someone else.',
  },
  'order/changed': {
    status: 409,
    message: 'This case has changed since it was looked at. Read it again, and decide anew.',
  },
  'order/stock-short': {
    status: 409,
    message: 'What was to be handed over is not there. See details; choose another shelf or another action.',
  },
  'case/unknown': { status: 404, message: 'There is no such case.' },
  'case/settled': { status: 409, message: 'This case has been settled by someone else.' },
  'case/not-yours': {
    status: 422,
    message: 'A case can be given to an admin or to support of this business, and to nobody else.',
  },
  'order/action-not-fitting': { status: 422, message: 'This action does not fit the case. See details.' },
  'order/rescue-unreadable': {
    status: 422,
    message:
      'This is not the whole code of a receipt. Scan every code on it again, from the first to the last.',
  },
  'order/rescue-tampered': {
    status: 422,
    message:
      'The code was changed or is not signed by the till it names. Nothing was booked; keep the paper.',
  },
  'order/rescue-foreign': {
    status: 422,
    message: 'The code comes from a till that this business does not have. Nothing was booked.',
  },
  'approval/unknown': { status: 404, message: 'There is no such request of this lane.' },
  'approval/known': { status: 409, message: 'A request with this id was asked before. Ask with a new id.' },
  'approval/stranger': {
    status: 422,
    message: 'The request names somebody who never signed in on this lane.',
  },
  'approval/not-open': {
    status: 409,
    message: 'This request was answered or taken back before, or has waited too long. Nothing was changed.',
  },
  'archive/cursor': {
    status: 400,
    message: 'This cursor is not of this search. Ask for its first page, without a cursor.',
  },
  'dead-letter/unknown': { status: 404, message: 'There is no such dead letter.' },
  'dead-letter/not-open': {
    status: 409,
    message: 'This dead letter was replayed or discarded before, perhaps by someone else. See details.',
  },
  'dead-letter/other-document': {
    status: 422,
    message: 'A corrected document keeps its id, so that the till that wrote it learns what became of it.',
  },
  'outbox/foreign': {
    status: 422,
    message: 'The file comes from a till that this business does not have. Nothing was imported.',
  },
  'bulk/selection-changed': {
    status: 409,
    message:
      'Other products match now than when this was previewed. Nothing was changed: look at a new preview and start from it.',
  },
  'bulk/selection-empty': {
    status: 422,
    message: 'No product matches. Change the search or the filters, or select something.',
  },
  'bulk/below-zero': {
    status: 422,
    message: 'A price cannot be lowered by more than 100 %. Nothing was changed.',
  },
  'bulk/below-nothing': {
    status: 422,
    message: 'A shelf cannot hold less than nothing. Nothing was changed.',
  },
  'bulk/unknown-branch': { status: 422, message: 'The branch of the operation does not exist.' },
  'summary/unknown': { status: 404, message: 'This week was not summed up.' },
  'bulk/unknown': { status: 404, message: 'There is no such bulk operation.' },
  'bulk/finished': {
    status: 409,
    message: 'This operation has ended already, so there is nothing to cancel. It may be undone.',
  },
  'bulk/not-finished': {
    status: 409,
    message: 'This operation is still at work. Wait for its end, or cancel it first.',
  },
  'bulk/nothing-to-retry': {
    status: 409,
    message: 'Nothing of this operation failed; there is nothing to retry.',
  },
  'bulk/nothing-to-undo': {
    status: 409,
    message: 'This operation changed nothing, or is an undo itself; there is nothing to undo.',
  },
  'bulk/undo-too-late': {
    status: 409,
    message: 'An operation can be undone for 24 hours. Start another one that sets the values you want.',
  },
  'shopify/not-connected': { status: 404, message: 'No Shopify shop is connected. Connect one first.' },
  'shopify/import-running': {
    status: 409,
    message: 'An import is at work already. Wait for its end, or cancel it.',
  },
  'shopify/import-unknown': { status: 404, message: 'There is no such import.' },
  'shopify/import-ended': { status: 409, message: 'This import has ended already.' },
  'shopify/import-not-failed': {
    status: 409,
    message: 'This import did not fail, so there is nothing to go on with. Start another one.',
  },
  'shopify/decision-unknown': { status: 404, message: 'There is no such decision about a field.' },
  'shopify/decision-reversed': {
    status: 409,
    message: 'This decision was reversed before, perhaps by someone else. Edit the product instead.',
  },
  'shopify/connected': {
    status: 409,
    message: 'This business is connected to a shop already. Disconnect that one first.',
  },
  'shopify/taken': {
    status: 409,
    message:
      'Another business is connected to this shop. A shop has one stock, and so belongs to one business.',
  },
  'shopify/no-shop': {
    status: 422,
    message:
      "There is no shop at this address. It reads name.myshopify.com, as in the address of the shop's admin.",
  },
  'shopify/bad-credentials': {
    status: 422,
    message: "Shopify refuses this client id or secret. Copy both again from the app's settings.",
  },
  'shopify/not-installed': {
    status: 422,
    message:
      'The app is not installed on this shop, or the shop is closed. Install it in Shopify, then connect again.',
  },
  'shopify/missing-rights': {
    status: 422,
    message:
      'The app may not do all that is needed. Give it the rights listed in details, then connect again.',
  },
  'shopify/unreachable': {
    status: 503,
    message: 'Shopify cannot be reached right now. Nothing was changed; try again in a moment.',
  },
  'shopify/other-shop': {
    status: 422,
    message: 'These credentials open another shop than the one that is named. See details.',
  },
  'shopify/other-currency': {
    status: 422,
    message: 'The shop sells in another currency than the business. See details; nothing would add up.',
  },
  'shopify/unknown-location': {
    status: 404,
    message: 'The shop has no such location.',
  },
  'shopify/branch-taken': {
    status: 409,
    message: 'Another location stands for this branch. The stock of a branch is that of one location.',
  },
  'shopify/not-on': {
    status: 409,
    message: 'The connection is not at work just now. See details for its state.',
  },
  'shopify/not-paused': {
    status: 409,
    message:
      'The connection is not paused. What stopped it has to be put right first; see details for its state.',
  },
  'shopify/waiting-unknown': {
    status: 404,
    message: 'Nothing of this kind waits under this id any more.',
  },
  'shopify/not-restored': {
    status: 409,
    message: 'The shop is not stopped behind a restore of our database, so there are no figures to choose.',
  },
  'shopify/forged': {
    status: 401,
    message: 'This webhook is not signed by a connected shop.',
  },
  'server/internal': {
    status: 500,
    message: 'Something went wrong on our side. Try again; if it stays, tell support the request id.',
  },
  'server/unavailable': {
    status: 503,
    message: 'The database is not reachable right now. Try again in a moment.',
  },
} as const satisfies Record<string, { status: number; message: string }>

export type ErrorCode = keyof typeof errors

/**
 * Why a pushed document became a dead letter (U5): the code in `rejection.code`, and the sentence a cashier or
 * support reads beside it.
 */
export const rejections = {
  'document/invalid': 'The document does not fit its schema. Support can correct and replay it.',
  'document/forbidden': 'This person or device may not write this. Support can look at it.',
  'document/id-reused': 'A different document with this id was stored before; the first one stands.',
  'document/other-tenant': 'The document names something of another business.',
  'order/unknown-device': 'The order names another device than the one that sent it.',
  'order/wrong-branch': 'The order was sold at another branch than the device belongs to.',
  'order/wrong-cashier': 'The order names a cashier who never signed in on this device.',
  'order/wrong-sums': 'The sums of the order do not add up.',
  'order/wrong-payments': 'The payments do not add up to the total.',
  'order/wrong-currency': 'The order is in another currency than the business.',
  'order/wrong-source': 'A device can only send its own sales.',
  'order/unknown-product': 'The order names a product that does not exist.',
  'order/duplicate-line': 'Two lines of the order have the same id.',
  'order/refund-incomplete': 'A refund names the order and the lines that come back, and the reason.',
  'order/refund-unapproved': 'A refund without its sale needs a reason and the approval of a manager.',
  'order/refund-of-refund': 'The refund names a refund; only a sale can be given back.',
  'order/refund-mismatch': 'The refund names lines that the original order does not have.',
  'stock/wrong-branch': 'The movement is at another branch than the device belongs to.',
  'stock/unknown-product': 'The movement names a product that does not exist.',
  'stock/wrong-reason': 'A device cannot book this kind of movement by itself.',
  'stock/wrong-delta':
    'The change does not fit its reason, or is not the difference of counted and expected.',
  'stock/half-transfer':
    'A transfer is two movements sent together; one of them is missing or does not match.',
} as const satisfies Record<string, string>

export type RejectionCode = keyof typeof rejections
