import type { z } from 'zod'
import type { RejectionCode } from '../../shared/errors.ts'
import type { Tx } from '../database/database.ts'
import type { Caller, CallerDevice } from '../http/caller.ts'

export type Payload = Record<string, unknown>

/** What became of a document that was sent again. */
export type Resettled =
  | { kind: 'taken'; document: Payload | null }
  | { kind: 'refused'; code: RejectionCode; details: string }

/** A document that is sent again, as its lane and its person. */
export type Resent = { payload: unknown; caller: Caller; device: CallerDevice | null }

/** What the desk of dead letters needs of the road that documents come by; the app introduces the two. */
export type LetterParts = {
  /** Settles documents of a collection once more in the caller's transaction: one outcome each, in their order. */
  settle(tx: Tx, tenantId: string, collection: string, resent: readonly Resent[]): Promise<Resettled[]>
  /** What is stored under an id, or null. */
  stored(
    tx: Tx,
    tenantId: string,
    collection: string,
    id: string,
    reader: { seesCost: boolean },
  ): Promise<Payload | null>
  /** What a document of a collection must look like; undefined where nothing can be pushed. */
  schemaOf(collection: string): z.ZodType | undefined
}
