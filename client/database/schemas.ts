import type { RxJsonSchema } from 'rxdb'
import type { CollectionName } from '../../shared/sync/collections.ts'

/** A replicated document as RxDB keeps it: RxDB itself adds `_deleted`. */
export type Kept = { id: string; seq: number } & Record<string, unknown>

const id = { type: 'string', maxLength: 36 } as const
/** Wide enough for `branchId:productId`. */
const pairId = { type: 'string', maxLength: 73 } as const
const seq = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER, multipleOf: 1 } as const
const text = { type: 'string', maxLength: 100 } as const

/**
 * Only keys and indexed fields are named: documents were parsed at the server's door (style 8), a rejected one must
 * be kept whatever its shape (U5), and a field that a newer server adds must not stop an older till (C9).
 */
function schemaOf(properties: Record<string, object>, indexes: string[]): RxJsonSchema<Kept> {
  return {
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties: { id, seq, ...properties } as RxJsonSchema<Kept>['properties'],
    required: ['id', 'seq', ...Object.keys(properties)] as string[],
    indexes,
  }
}

/**
 * The schema of each collection. Every index is a second write of each row on Dexie, so there are as few as the
 * screens need: `seq` finds what is unsent (0), of orders `status` does; the rest is found by id.
 */
export const schemas: Readonly<Record<CollectionName, RxJsonSchema<Kept>>> = {
  products: schemaOf({}, []),
  stockLevels: schemaOf({ id: pairId }, []),
  branches: schemaOf({}, []),
  orders: schemaOf({ number: text, createdAt: text, status: text }, ['status', 'number', 'createdAt']),
  stockMovements: schemaOf({ createdAt: text }, ['seq', 'createdAt']),
  customers: schemaOf({}, ['seq']),
  parkedSales: schemaOf({}, ['seq']),
  shifts: schemaOf({}, ['seq']),
}

/** What devices write: few, small, never to be lost. */
export const intents = ['orders', 'stockMovements', 'customers', 'parkedSales', 'shifts'] as const
/**
 * What devices only read: many, and pulled again if lost (C4). In the order in which they are asked for: without its
 * branch a till sells nothing, and a branch behind pages of products kept a new one waiting.
 */
export const facts = ['branches', 'products', 'stockLevels'] as const

export type IntentName = (typeof intents)[number]
export type FactName = (typeof facts)[number]

export function isIntent(name: CollectionName): name is IntentName {
  return (intents as readonly string[]).includes(name)
}

/**
 * Whether the server has yet to acknowledge a document: its position is 0 (L1), and it was not refused for good.
 * Every local write sets the position to 0, so that one index answers "what is unsent".
 */
export function isUnsent(document: { seq: number; status?: unknown }): boolean {
  return document.seq === 0 && (document.status === undefined || document.status === 'pending')
}
