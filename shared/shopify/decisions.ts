import { z } from 'zod'
import { Id, Instant } from '../basics/scalars.ts'

/** A field that both sides had changed: what each had, when, who won and why. */
export const FieldDecision = z.object({
  id: Id,
  at: Instant,
  productId: Id,
  sku: z.nullable(z.string()),
  title: z.nullable(z.string()),
  field: z.string(),
  shopify: z.unknown(),
  omnisync: z.unknown(),
  shopifyAt: z.nullable(Instant),
  omnisyncAt: z.nullable(Instant),
  won: z.enum(['shopify', 'omnisync']),
  why: z.string(),
  /** When the value that lost was put in place of the one that won, and by whom. */
  reversed: z.nullable(z.object({ at: Instant, by: z.nullable(z.string()) })),
})
export type FieldDecision = z.infer<typeof FieldDecision>

export const FieldDecisions = z.object({ decisions: z.array(FieldDecision) })
