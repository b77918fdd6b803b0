import { z } from 'zod'
import { Id, title } from '../basics/scalars.ts'
import { Role } from './roles.ts'

export const LoginBody = z.strictObject({
  email: z.string().min(3).max(200),
  password: z.string().min(1).max(200),
})
export type LoginBody = z.infer<typeof LoginBody>

/** A signed-in person as the client knows them; `branchId` is null for people who are not tied to a branch. */
export const SessionUser = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  branchId: z.nullable(z.string()),
  tenantId: z.string(),
})
export type SessionUser = z.infer<typeof SessionUser>

/** `expiresIn` in seconds. */
export const LoginAnswer = z.object({ accessToken: z.string(), expiresIn: z.int(), user: SessionUser })
export type LoginAnswer = z.infer<typeof LoginAnswer>

/**
 * A browser profile that registers as a lane; repeating it with the same id gives the same device. `code` is what its
 * receipts bear already, where it introduces itself to a server that was brought back from before it was registered.
 */
export const DeviceBody = z.strictObject({
  id: Id,
  name: title(80),
  branchId: Id,
  code: z
    .string()
    .regex(/^L[1-9]\d{0,4}$/)
    .optional(),
})
export type DeviceBody = z.infer<typeof DeviceBody>

/** PATCH /devices/:id: another name. Where a lane stands never changes. */
export const DeviceChange = z.strictObject({
  name: title(80).regex(/^\S(?:.*\S)?$/, 'no spaces at either end'),
})
export type DeviceChange = z.infer<typeof DeviceChange>

export const Device = z.object({
  id: z.string(),
  name: z.string(),
  branchId: z.string(),
  /** The lane's code in receipt numbers, unique in its branch: `L1`, `L2`, … */
  code: z.string(),
})
export type Device = z.infer<typeof Device>
