import { z } from 'zod'
import { Id, Instant, Seq, text, title } from '../basics/scalars.ts'

/** A person who buys: found and created at the till, offline too. */
export const Customer = z.strictObject({
  id: Id,
  seq: Seq,
  _deleted: z.boolean(),
  name: title(200),
  phone: z.nullable(text(40)).default(null),
  email: z.nullable(text(200)).default(null),
  note: z.nullable(text(2000)).default(null),
  updatedAt: Instant,
})
export type Customer = z.infer<typeof Customer>
