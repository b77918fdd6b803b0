import { z } from 'zod'

/** ADMIN everything; SUPPORT conflicts and branch health; STAFF the till of their own branch. */
export const Role = z.enum(['ADMIN', 'SUPPORT', 'STAFF'])
export type Role = z.infer<typeof Role>
