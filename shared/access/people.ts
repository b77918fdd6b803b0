import { z } from 'zod'
import { Id, Instant, title } from '../basics/scalars.ts'
import { Pin } from './lane-people.ts'
import { Role } from './roles.ts'

/** Somebody of the business as an admin sees them; never a hash. */
export const Person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  branchId: z.nullable(z.string()),
  hasPin: z.boolean(),
  createdAt: Instant,
  disabledAt: z.nullable(Instant),
  /** When they last signed in or refreshed a session that stands; null where none does. */
  lastSeenAt: z.nullable(Instant),
})
export type Person = z.infer<typeof Person>

export const People = z.object({ people: z.array(Person) })

/** Long enough that guessing is hopeless at the pace that the login allows. */
export const Password = z.string().min(8, 'at least 8 characters').max(200)

const email = z.email('an email address, such as name@shop.com').max(200).regex(/^\S+$/, 'no spaces')

const who = { name: title(80), role: Role, branchId: z.nullable(Id) }
const fits = ({ role, branchId }: { role: Role; branchId: string | null }) =>
  (role === 'STAFF') === (branchId !== null)
const misfit = {
  path: ['branchId'],
  message: 'STAFF works at one branch: name it. ADMIN and SUPPORT see all of them: null.',
}

/** Somebody new. Without a password they choose one by a link. Without a PIN they cannot switch to themselves at a lane yet. */
export const NewPerson = z
  .strictObject({ ...who, email, password: z.nullable(Password).default(null), pin: z.nullable(Pin) })
  .refine(fits, misfit)
export type NewPerson = z.infer<typeof NewPerson>

/** Name, role and branch, all three together: a role without its branch fits nobody. */
export const PersonChange = z.strictObject(who).refine(fits, misfit)
export type PersonChange = z.infer<typeof PersonChange>

/** A password or a PIN that an admin gives; a PIN of null takes it away. */
export const NewPassword = z.strictObject({ password: Password })
export const NewPin = z.strictObject({ pin: z.nullable(Pin) })
