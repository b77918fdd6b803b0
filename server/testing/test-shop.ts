import { hashPassword } from '../users/hash-password.ts'
import type { App } from '../http/app-type.ts'
import type { TestDatabase } from './test-database.ts'

export type TestShop = {
  tenantId: string
  branches: { downtown: string; riverside: string }
  users: Record<TestUser, { id: string; email: string }>
}

/** `cashier` sells at Downtown, `neighbour` at Riverside. */
export type TestUser = 'admin' | 'support' | 'cashier' | 'neighbour'

export const PASSWORD = 'demo'
let hash: Promise<string> | undefined

/** A business with two branches and four people, told apart from others by its name. */
export async function testShop(database: TestDatabase, name = 'one'): Promise<TestShop> {
  const passwordHash = await (hash ??= hashPassword(PASSWORD))
  const id = (): string => crypto.randomUUID()
  const tenantId = id()
  const branches = { downtown: id(), riverside: id() }
  const { query } = database
  await query(`insert into tenants values ($1, $2, 'USD', 'UTC', now())`, [tenantId, name])
  await query(`insert into log_heads (tenant_id, epoch) values ($1, 'epoch-1')`, [tenantId])
  await query(
    `with taken as (select take_positions($1, '[["branches", 2]]') as before)
     insert into branches (tenant_id, id, code, name, seq)
     select $1, id, code, name, taken.before + number
     from taken, (values ($2::uuid, 'DT', 'Downtown', 1), ($3::uuid, 'RV', 'Riverside', 2)) as b (id, code, name, number)`,
    [tenantId, branches.downtown, branches.riverside],
  )
  const people: [TestUser, string, string | null][] = [
    ['admin', 'ADMIN', null],
    ['support', 'SUPPORT', null],
    ['cashier', 'STAFF', branches.downtown],
    ['neighbour', 'STAFF', branches.riverside],
  ]
  const users = {} as TestShop['users']
  for (const [who, role, branchId] of people) {
    users[who] = { id: id(), email: `${who}@${name}.test` }
    await query(
      `insert into users (tenant_id, id, email, name, role, branch_id, password_hash, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, now())`,
      [tenantId, users[who].id, users[who].email, who, role, branchId, passwordHash],
    )
  }
  return { tenantId, branches, users }
}

/** Logs somebody in: the headers for their requests, and the refresh cookie. */
export async function signIn(
  app: App,
  email: string,
): Promise<{ headers: Record<string, string>; cookie: string }> {
  const reply = await app.inject({
    method: 'POST',
    url: '/api/v1/auth/login',
    payload: { email, password: PASSWORD },
  })
  if (reply.statusCode !== 200)
    throw new Error(`login of ${email} answered ${reply.statusCode}: ${reply.body}`)
  const cookie = reply.cookies.find((one) => one.name === 'omnisync_refresh')?.value ?? ''
  return { headers: { authorization: `Bearer ${reply.json().accessToken}` }, cookie }
}
