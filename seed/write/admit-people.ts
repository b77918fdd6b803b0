import type { Kysely } from 'kysely'
import type { Schema } from '../../server/database/schema.ts'
import { hashPassword } from '../../server/users/hash-password.ts'
import { chanceOf } from '../chance.ts'
import type { DemoShop } from '../people/make-shop.ts'

/** Hashes of the demo's secrets, each computed once: they are the slowest thing in a small seed. */
export async function hashSecrets(shop: DemoShop, seed: number): Promise<ReadonlyMap<string, string>> {
  const secrets = [...new Set(shop.users.flatMap((user) => [user.password, user.pin]))]
  const hashes = secrets.map(async (secret) => {
    const chance = chanceOf(seed, `salt of ${secret}`)
    const salt = Buffer.from(Array.from({ length: 16 }, () => chance.between(0, 255)))
    return [secret, await hashPassword(secret, salt)] as const
  })
  return new Map(await Promise.all(hashes))
}

/** Writes the people and the lanes. It comes last: until then nobody can log in to a shop that is half filled. */
export async function admitPeople(
  db: Kysely<Schema>,
  shop: DemoShop,
  of: { hashes: ReadonlyMap<string, string>; at: number },
): Promise<void> {
  const tenant_id = shop.tenantId
  const since = new Date(of.at)
  const hashOf = (secret: string): string => {
    const hash = of.hashes.get(secret)
    if (hash === undefined) throw new Error('a secret of the demo was not hashed')
    return hash
  }
  const lanes = shop.branches.flatMap((branch) => branch.lanes)
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('users')
      .values(
        shop.users.map((user) => ({
          tenant_id,
          id: user.id,
          email: user.email,
          name: user.name,
          role: user.role,
          branch_id: user.branchId,
          password_hash: hashOf(user.password),
          pin_hash: hashOf(user.pin),
          disabled_at: null,
          created_at: since,
        })),
      )
      .execute()
    await tx
      .insertInto('devices')
      .values(
        lanes.map((lane) => ({
          tenant_id,
          id: lane.id,
          branch_id: lane.branchId,
          code: lane.code,
          name: lane.name,
          created_by: shop.adminId,
          created_at: since,
          revoked_at: null,
          last_seen_at: null,
        })),
      )
      .execute()
    await tx
      .insertInto('device_users')
      .values(
        lanes.flatMap(({ id, cashierIds }) =>
          cashierIds.map((user_id) => ({ tenant_id, device_id: id, user_id, since })),
        ),
      )
      .execute()
  })
}
