import pg from 'pg'
import { v4 } from 'uuid'
import { epochOf } from '../../shared/sync/log-name.ts'

/**
 * Gives every log a new epoch where the database is not the cluster it was last seen in, or went on from an earlier
 * point: restored, recovered, or failed over to a replica that may lack commits (E1). Postgres tells by the cluster's
 * identity and its timeline. A copy of the data folder put back by hand keeps both: `renewEpochs` is for that.
 *
 * @param url connection string of the database's owner
 * @returns whether the epochs were renewed
 */
export async function renewEpochIfRestored(url: string): Promise<boolean> {
  return asOwner(url, async (client) => {
    const { rows } = await client.query<{ system_identifier: string; timeline: string }>(
      // The last checkpoint tells the timeline of before for a while after a promotion; what is written now does not.
      `select s.system_identifier::text,
              (case when pg_is_in_recovery() then c.timeline_id
                    else ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int end)::text as timeline
       from pg_control_system() s, pg_control_checkpoint() c`,
    )
    const now = rows[0]
    if (!now) throw new Error('Postgres does not say which cluster it is')
    const seen = await client.query<{ system_identifier: string; timeline: string }>(
      'select system_identifier, timeline::text from cluster_identity for update',
    )
    const before = seen.rows[0]
    if (before?.system_identifier === now.system_identifier && before.timeline === now.timeline) return false
    await client.query(
      `insert into cluster_identity (system_identifier, timeline) values ($1, $2)
       on conflict (only_row) do update set system_identifier = $1, timeline = $2`,
      [now.system_identifier, now.timeline],
    )
    // At the very first start there is nothing that any device could have seen.
    if (!before) return false
    await renewAllEpochs(client)
    return true
  })
}

/**
 * Gives every log a new epoch: the command for a restore that nothing shows (E1). Devices then pull everything again
 * and send again what this database lacks (E2).
 */
export async function renewEpochs(url: string): Promise<void> {
  await asOwner(url, renewAllEpochs)
}

/**
 * Gives one log a new epoch if it is still behind a position that was read from it before: commits that somebody has
 * heard of are gone, whatever Postgres says of itself (E1). Of many nodes that see it one does it.
 */
export async function renewEpochOf(
  url: string,
  { tenantId, epoch, head }: { tenantId: string; epoch: string; head: number },
): Promise<void> {
  await asOwner(url, (client) =>
    // A purge that happened meanwhile, or was undone with the rest, has changed the name and not the log.
    client.query(
      `update log_heads set epoch = $4, ${unpurged}
       where tenant_id = $1 and split_part(epoch, '.', 1) = $2 and head < $3`,
      [tenantId, epochOf(epoch), head, v4()],
    ),
  )
}

/** Whoever knows the new epoch has begun under it, and misses nothing that was purged before. */
const unpurged = `horizon = 0, purged = '{}'`

/** The same within a transaction of the owner's own: rows that are put back and their epoch come together (E1). */
export async function renewAllEpochs(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ tenant_id: string }>('select tenant_id from log_heads')
  for (const { tenant_id } of rows) {
    await client.query(`update log_heads set epoch = $2, ${unpurged} where tenant_id = $1`, [tenant_id, v4()])
  }
}

async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } finally {
    await client.end()
  }
}
