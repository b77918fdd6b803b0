import type { NewPerson } from '../../shared/access/people.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import { noteOfUser } from './note-of-user.ts'
import type { Author } from './note-of-user.ts'
import { insertUser, userForLogin } from './queries.ts'
import { refuseBranch } from './refuse-branch.ts'

/** The hashes of a password and of a PIN: made before the transaction, since each takes a while (L2). */
export type Hashes = { passwordHash: string; pinHash: string | null }

/**
 * Enters somebody new into the business.
 *
 * @throws ApiError user/email-taken, branch/unknown, branch/closed
 */
export async function createUser(
  tx: Tx,
  deps: Pick<Deps, 'newId' | 'now'>,
  caller: Author,
  person: Pick<NewPerson, 'name' | 'email' | 'role' | 'branchId'>,
  hashes: Hashes,
): Promise<{ id: string }> {
  const { name, role, branchId } = person
  const email = person.email.toLowerCase()
  await refuseBranch(tx, caller.tenantId, branchId)
  if (await userForLogin(tx, email)) throw new ApiError('user/email-taken')
  const id = deps.newId()
  await insertUser(tx, {
    tenantId: caller.tenantId,
    id,
    email,
    name,
    role,
    branchId,
    ...hashes,
    at: new Date(deps.now()),
  })
  await noteOfUser(tx, deps, caller, 'user.created', id, { name, email, role, branchId })
  return { id }
}
