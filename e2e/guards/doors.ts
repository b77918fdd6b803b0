import type { Role } from '../../shared/access/roles.ts'

/** Who may go through a door: anybody at all, whoever signed in, or these roles. */
export type Who = 'anybody' | 'signed in' | readonly Role[]

/** What is known of the business that somebody tries to reach, for the bodies and questions of a try. */
export type Prey = {
  tenantId: string
  branchId: string
  userId: string
  deviceId: string
  productId: string
  orderId: string
}

export type Door = {
  who: Who
  /** A body that the door's schema takes, about what belongs to somebody else. */
  body?: (prey: Prey) => unknown
  /** A question likewise, without its mark. */
  query?: (prey: Prey) => string
}

const managers: Who = ['ADMIN', 'SUPPORT']
const admins: Who = ['ADMIN']
const open = (more: Omit<Door, 'who'> = {}): Door => ({ who: 'anybody', ...more })
const signedIn = (more: Omit<Door, 'who'> = {}): Door => ({ who: 'signed in', ...more })
const forManagers = (more: Omit<Door, 'who'> = {}): Door => ({ who: managers, ...more })
const forAdmins = (more: Omit<Door, 'who'> = {}): Door => ({ who: admins, ...more })
const nothing = () => ({})

const everything = {
  kind: 'products',
  query: { search: '', filters: [], branchId: null },
  except: [],
} as const
const archive = { kind: 'status', status: 'archived' } as const
const shopKeys = { clientId: 'mine', secret: 'mine' }
/** Well formed, and of nobody. */
const noToken = `${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}.${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}.${'a'.repeat(43)}`

/**
 * Every door of the API, without its `/api/v1`, and who may go through it: what A1 says of routes, written down once
 * more, by somebody who did not look at the routes. A route that is missing here fails the guard beside this file.
 */
export const doors: Readonly<Record<string, Door>> = {
  // No token: what else keeps strangers out is in docs/security.md.
  'POST /auth/login': open({ body: () => ({ email: 'nobody@nowhere.test', password: 'x' }) }),
  'POST /auth/refresh': open({ body: nothing }),
  'POST /auth/logout': open({ body: nothing }),
  'GET /auth/invitation': open({ query: () => `token=${noToken}` }),
  'POST /auth/invitation': open({ body: () => ({ token: noToken, password: 'a longer one', pin: null }) }),
  'GET /healthz': open(),
  'GET /readyz': open(),
  'GET /metrics': open(),
  'GET /openapi.json': open(),
  'POST /webhooks/shopify': open({ body: nothing }),
  // Asked by its first frame: see server/sync/stream.db.test.ts.
  'GET /replication/stream': open(),

  'GET /auth/me': signedIn(),
  'PUT /auth/me/pin': signedIn({ body: () => ({ password: 'not this one', pin: '9876' }) }),

  'GET /users': forAdmins(),
  'POST /users': forAdmins({
    body: ({ branchId }) => ({
      name: 'Eve',
      email: 'eve@nowhere.test',
      role: 'STAFF',
      branchId,
      password: null,
      pin: null,
    }),
  }),
  'PATCH /users/:id': forAdmins({ body: () => ({ name: 'Eve', role: 'ADMIN', branchId: null }) }),
  'POST /users/:id/disable': forAdmins({ body: nothing }),
  'POST /users/:id/enable': forAdmins({ body: nothing }),
  'POST /users/:id/invitation': forAdmins({ body: nothing }),
  'PUT /users/:id/password': forAdmins({ body: () => ({ password: 'eve knows it' }) }),
  'PUT /users/:id/pin': forAdmins({ body: () => ({ pin: '9876' }) }),

  'GET /devices': signedIn({ query: ({ branchId }) => `branchId=${branchId}` }),
  'POST /devices': signedIn({ body: ({ deviceId, branchId }) => ({ id: deviceId, name: 'Eve', branchId }) }),
  'PATCH /devices/:id': forAdmins({ body: () => ({ name: 'Of Eve' }) }),
  'GET /branches/:id/lanes': signedIn(),
  'POST /devices/:id/revoke': forAdmins({ body: nothing }),
  'GET /devices/:id/people': signedIn(),
  'GET /devices/:id/sync-log': forManagers(),
  'POST /devices/:id/pin-failures': signedIn({
    body: ({ userId }) => ({
      failures: [
        {
          personId: userId,
          purpose: 'switch',
          count: 1,
          firstAt: '2026-01-01T00:00:00.000Z',
          lastAt: '2026-01-01T00:00:00.000Z',
        },
      ],
    }),
  }),
  'POST /devices/:id/outbox-import': signedIn({
    body: ({ tenantId }) => ({ tenantId, documents: [{ collection: 'customers', document: {} }] }),
  }),

  'GET /branches': signedIn(),
  'POST /branches': forAdmins({
    body: ({ branchId }) => ({ id: branchId, code: 'EVE', name: 'Eve', like: branchId }),
  }),
  'GET /branches/health': forManagers(),
  'PATCH /branches/:id': forAdmins({ body: () => ({ version: 1, name: 'Of Eve' }) }),
  'GET /branches/:id/closing': forAdmins(),
  'POST /branches/:id/close': forAdmins({ body: () => ({ version: 1 }) }),
  'POST /branches/:id/reopen': forAdmins({ body: () => ({ version: 1 }) }),
  'PATCH /branches/:id/settings': forAdmins({
    body: () => ({ version: 1, settings: { requireShift: true } }),
  }),
  'PATCH /branches/:id/flags': forAdmins({ body: () => ({ version: 1, flags: { training: 0 } }) }),
  'GET /business': forAdmins(),
  'PATCH /business': forAdmins({ body: () => ({ name: 'Of Eve' }) }),
  'GET /home': forManagers({ query: ({ branchId }) => `branchId=${branchId}` }),
  'GET /audit': forAdmins({ query: ({ orderId }) => `subjectId=${orderId}` }),
  'GET /status': forManagers(),
  'GET /status/history': forManagers(),

  'GET /replication/:collection/pull': signedIn({ query: () => 'seq=0' }),
  'POST /replication/:collection/push': signedIn({ body: () => ({ rows: [] }) }),
  'GET /replication/:collection/digest': signedIn(),

  'POST /orders/rescue': signedIn({ body: () => ({ codes: ['OS1:not a receipt'] }) }),
  'GET /orders': forManagers({ query: ({ branchId }) => `branchId=${branchId}` }),
  'GET /products': forManagers(),
  'GET /customers': forManagers(),
  'GET /movements': forManagers({ query: ({ branchId }) => `branchId=${branchId}` }),
  'GET /products/:id/ledger': forManagers({ query: ({ branchId }) => `branchId=${branchId}` }),
  'GET /products/:id/known': forManagers({
    query: ({ branchId, deviceId }) =>
      `branchId=${branchId}&deviceId=${deviceId}&at=2026-01-01T00:00:00.000Z`,
  }),

  'GET /products/:id/demand': forManagers({ query: ({ branchId }) => `branchId=${branchId}` }),
  'GET /reorder': forManagers({ query: ({ branchId }) => `branchId=${branchId}` }),

  'GET /conflicts': forManagers({ query: ({ branchId }) => `branchId=${branchId}` }),
  'GET /conflicts/people': forManagers(),
  'GET /conflicts/:id': forManagers(),
  'POST /conflicts/:id/notes': forManagers({ body: () => ({ text: 'eve was here' }) }),
  'POST /conflicts/:id/assign': forManagers({ body: ({ userId }) => ({ userId }) }),
  'POST /conflicts/count': forManagers({
    body: ({ branchId, productId }) => ({ branchId, productId, counted: 7, reason: 'eve' }),
  }),
  'POST /orders/:id/settle': forManagers({ body: () => ({ action: 'cancel', reason: 'eve' }) }),
  'POST /movements/:id/settle': forManagers({ body: () => ({ action: 'drop', reason: 'eve' }) }),

  'GET /approvals': forManagers(),
  'GET /approvals/:id': signedIn(),
  'POST /approvals': signedIn({
    body: ({ orderId, userId }) => ({
      id: orderId,
      kind: 'refund',
      cashierId: userId,
      what: '',
      before: 0,
      after: 100,
      currency: 'USD',
      reason: 'eve',
    }),
  }),
  'POST /approvals/:id/answer': forManagers({ body: () => ({ answer: 'approved' }) }),
  'POST /approvals/:id/withdraw': signedIn(),

  'GET /dead-letters': forManagers(),
  'GET /dead-letters/causes': forManagers(),
  'GET /dead-letters/:id': forManagers(),
  'POST /dead-letters/replay': forManagers({
    body: () => ({ collection: 'orders', code: 'order/wrong-total' }),
  }),
  'POST /dead-letters/:id/replay': forManagers({ body: nothing }),
  'POST /dead-letters/:id/discard': forManagers({ body: () => ({ reason: 'eve' }) }),

  'POST /bulk-operations/preview': forAdmins({ body: () => ({ selection: everything, operation: archive }) }),
  'POST /bulk-operations': forAdmins({
    body: () => ({ selection: everything, operation: archive, hash: 'none' }),
  }),
  'GET /bulk-operations': forAdmins(),
  'GET /bulk-operations/:id': forAdmins(),
  'GET /bulk-operations/:id/failures': forAdmins(),
  'POST /bulk-operations/:id/cancel': forAdmins({ body: nothing }),
  'POST /bulk-operations/:id/retry': forAdmins({ body: nothing }),
  'POST /bulk-operations/:id/undo': forAdmins({ body: nothing }),

  'GET /shopify': forAdmins(),
  'GET /shopify/calls': forAdmins(),
  'POST /shopify/connect': forAdmins({ body: () => ({ domain: 'eve.myshopify.com', ...shopKeys }) }),
  'PUT /shopify/credentials': forAdmins({ body: () => shopKeys }),
  'PATCH /shopify': forAdmins({ body: () => ({ openingStock: 'shopify' }) }),
  'PUT /shopify/locations': forAdmins({
    body: ({ branchId }) => ({ locations: [{ locationId: '1', branchId }] }),
  }),
  'POST /shopify/pause': forAdmins({ body: nothing }),
  'POST /shopify/resume': forAdmins({ body: nothing }),
  'POST /shopify/disconnect': forAdmins({ body: nothing }),
  'POST /shopify/compare': forAdmins({ body: nothing }),
  'POST /shopify/figures': forAdmins({ body: () => ({ whose: 'theirs' }) }),
  'POST /shopify/imports': forAdmins({ body: () => ({ kind: 'full' }) }),
  'POST /shopify/imports/:id/cancel': forAdmins({ body: nothing }),
  'POST /shopify/imports/:id/retry': forAdmins({ body: nothing }),
  'GET /shopify/decisions': forAdmins(),
  'POST /shopify/decisions/:id/reverse': forAdmins({ body: nothing }),
  'GET /shopify/waiting': forManagers(),
  'POST /shopify/waiting/:kind/:id/again': forManagers({ body: nothing }),

  'GET /summaries': forManagers(),
  'POST /summaries': forAdmins({ body: nothing }),
  'GET /summaries/:week': forManagers(),
  'POST /summaries/:week/mails': forAdmins({ body: nothing }),
  'PATCH /summaries/mail': forAdmins({ body: () => ({ wanted: true }) }),
  'GET /account/settings': signedIn(),
  'PATCH /account/settings': signedIn({ body: () => ({ language: 'ru' }) }),
  'GET /account/alerts': signedIn(),
  'DELETE /account/alerts/:productId': signedIn(),
  'GET /account/telegram': signedIn(),
  'DELETE /account/telegram': signedIn(),
  'POST /account/telegram/code': signedIn({ body: () => ({ language: 'en' }) }),
  // Signed by a secret of its header: server/telegram/telegram.db.test.ts.
  'POST /telegram/webhook': open({ body: () => ({ update_id: 1 }) }),

  'POST /backups': forAdmins({ body: nothing }),
  'POST /backups/drills': forAdmins({ body: nothing }),
}
