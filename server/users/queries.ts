import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Role } from '../../shared/access/roles.ts'
import type { SessionUser } from '../../shared/access/session.ts'
import type { Tx } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'

/** Asked before it is known which business somebody belongs to, through a door of its own. */
export async function userForLogin(
  nobody: Kysely<Schema>,
  email: string,
): Promise<{ tenantId: string; id: string; passwordHash: string } | undefined> {
  const { rows } = await sql<{ tenantId: string; id: string; passwordHash: string }>`
    select tenant_id as "tenantId", id, password_hash as "passwordHash" from user_for_login(${email})`.execute(
    nobody,
  )
  return rows[0]
}

export async function personById(
  db: Kysely<Schema>,
  tenantId: string,
  id: string,
): Promise<(SessionUser & { disabledAt: Date | null }) | undefined> {
  return db
    .selectFrom('users')
    .select([
      'id',
      'name',
      'email',
      'role',
      'branch_id as branchId',
      'tenant_id as tenantId',
      'disabled_at as disabledAt',
    ])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Since when the account is off, which may be before now; undefined where there is no such person. */
export async function markDisabled(
  tx: Tx,
  tenantId: string,
  id: string,
  at: Date,
): Promise<Date | undefined> {
  const { rows } = await sql<{ disabledAt: Date }>`
    update users set disabled_at = coalesce(disabled_at, ${at}::timestamptz)
    where tenant_id = ${tenantId} and id = ${id}
    returning disabled_at as "disabledAt"`.execute(tx)
  return rows[0]?.disabledAt
}

export async function passwordHashOf(
  db: Kysely<Schema>,
  tenantId: string,
  id: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('users')
    .select('password_hash as passwordHash')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.passwordHash
}

export async function replacePin(
  tx: Tx,
  tenantId: string,
  id: string,
  pinHash: string | null,
): Promise<void> {
  await tx
    .updateTable('users')
    .set({ pin_hash: pinHash })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
}

export async function replacePassword(
  tx: Tx,
  tenantId: string,
  id: string,
  passwordHash: string,
): Promise<void> {
  await tx
    .updateTable('users')
    .set({ password_hash: passwordHash })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
}

export async function replacePerson(
  tx: Tx,
  tenantId: string,
  id: string,
  { name, role, branchId }: { name: string; role: Role; branchId: string | null },
): Promise<void> {
  await tx
    .updateTable('users')
    .set({ name, role, branch_id: branchId })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
}

export async function markEnabled(tx: Tx, tenantId: string, id: string): Promise<void> {
  await tx
    .updateTable('users')
    .set({ disabled_at: null })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
}

export async function insertUser(
  tx: Tx,
  row: {
    tenantId: string
    id: string
    email: string
    name: string
    role: Role
    branchId: string | null
    passwordHash: string
    pinHash: string | null
    at: Date
  },
): Promise<void> {
  await tx
    .insertInto('users')
    .values({
      tenant_id: row.tenantId,
      id: row.id,
      email: row.email,
      name: row.name,
      role: row.role,
      branch_id: row.branchId,
      password_hash: row.passwordHash,
      pin_hash: row.pinHash,
      disabled_at: null,
      created_at: row.at,
    })
    .execute()
}

/** The admins of a business whose accounts are on, locked in the order of their ids. */
export async function lockAdmins(tx: Tx, tenantId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('users')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('role', '=', 'ADMIN')
    .where('disabled_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(({ id }) => id)
}

/** A branch that stays until the transaction ends, and whether it was closed; undefined where there is none. */
export async function holdBranch(
  tx: Tx,
  tenantId: string,
  id: string,
): Promise<{ isClosed: boolean } | undefined> {
  return await tx
    .selectFrom('branches')
    .select(sql<boolean>`settings ->> 'closedAt' is not null`.as('isClosed'))
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('deleted', '=', false)
    .forKeyShare()
    .executeTakeFirst()
}

export type PersonRow = {
  id: string
  name: string
  email: string
  role: Role
  branchId: string | null
  hasPin: boolean
  createdAt: Date
  disabledAt: Date | null
  lastSeenAt: Date | null
}

/** Everybody of a business, those switched off last, by name. */
export async function peopleOf(db: Kysely<Schema>, tenantId: string): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select u.id, u.name, u.email, u.role, u.branch_id as "branchId", u.pin_hash is not null as "hasPin",
      u.created_at as "createdAt", u.disabled_at as "disabledAt", s.at as "lastSeenAt"
    from users u
    left join (
      select user_id, max(rotated_at) as at from sessions where tenant_id = ${tenantId} group by user_id
    ) s on s.user_id = u.id
    where u.tenant_id = ${tenantId}
    order by u.disabled_at is not null, lower(u.name), u.id
    limit 2000`.execute(db)
  return rows
}
