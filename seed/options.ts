import { z } from 'zod'

/** How much to seed, and from which seed. */
export const SeedSize = z.strictObject({
  products: z.coerce.number().int().min(1).max(1_000_000).default(1_200),
  /** Sales and refunds together, about. */
  orders: z.coerce.number().int().min(0).max(10_000_000).default(5_000),
  branches: z.coerce.number().int().min(1).max(200).default(2),
  customers: z.coerce.number().int().min(0).max(1_000_000).default(600),
  days: z.coerce.number().int().min(1).max(1_500).default(90),
  seed: z.coerce.number().int().default(1),
})
export type SeedSize = z.infer<typeof SeedSize>
