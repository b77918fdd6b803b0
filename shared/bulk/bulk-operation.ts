import { z } from 'zod'
import { Id, Instant } from '../basics/scalars.ts'
import { bulkFailures } from './failures.ts'
import type { BulkFailure } from './failures.ts'
import { Operation } from './operation.ts'
import { Selection } from './selection.ts'

/** Body of POST /bulk-operations/preview. */
export const PreviewBody = z.strictObject({ selection: Selection, operation: Operation })
export type PreviewBody = z.infer<typeof PreviewBody>

/** Body of POST /bulk-operations: `hash` is that of the preview that was looked at. */
export const StartBody = z.strictObject({ ...PreviewBody.shape, hash: z.string().min(1).max(100) })
export type StartBody = z.infer<typeof StartBody>

const Failure = z.enum(Object.keys(bulkFailures) as [BulkFailure, ...BulkFailure[]])
const Value = z.union([z.number(), z.string(), z.array(z.string()), z.null()])
const Named = { id: Id, sku: z.string(), title: z.string() }

/** What an operation would do now: of everything selected, and in a sample of twenty. */
export const BulkPreview = z.object({
  count: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  failed: z.int(),
  /** Which products are selected: starting is refused where they are others. */
  hash: z.string(),
  /** What would change, before and after; money in minor units. */
  sample: z.array(z.object({ ...Named, before: Value, after: Value })),
  reasons: z.array(z.object({ code: Failure, count: z.int() })),
  failures: z.array(z.object({ ...Named, code: Failure, before: Value })),
})
export type BulkPreview = z.infer<typeof BulkPreview>

/** A bulk operation and how far it is. */
export const BulkOperation = z.object({
  id: Id,
  /** `retry` repeats what failed of `sourceId`, `undo` puts back what it changed. */
  kind: z.enum(['edit', 'retry', 'undo']),
  sourceId: z.nullable(Id),
  operation: Operation,
  state: z.enum(['queued', 'running', 'done', 'cancelled', 'stopped']),
  /** Operations that come first: one is at work at a time. */
  ahead: z.int(),
  total: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  failed: z.int(),
  /** Why it stopped, in words for support. */
  fault: z.nullable(z.string()),
  createdBy: z.object({ id: Id, name: z.string() }),
  createdAt: Instant,
  startedAt: z.nullable(Instant),
  finishedAt: z.nullable(Instant),
  canRetry: z.boolean(),
  /** Until when it can be undone; null where it cannot. */
  undoUntil: z.nullable(Instant),
})
export type BulkOperation = z.infer<typeof BulkOperation>
