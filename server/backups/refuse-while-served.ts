import type pg from 'pg'
import { BackupFault } from './fault.ts'

/**
 * Refuses a database on which servers run: a restore would cut them off in the middle of what they write.
 *
 * @throws BackupFault which names the connections that are seen, and says what to do
 */
export async function refuseWhileServed(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ count: number; origin: string; names: string; since: Date }>(
    `select count(*)::integer as count, coalesce(host(client_addr), 'this machine') as origin,
       string_agg(distinct application_name, ', ') as names, min(backend_start) as since
     from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and application_name like 'omnisync%'
     group by client_addr order by client_addr`,
  )
  if (rows.length === 0) return
  const seen = rows.map(
    ({ count, origin, names, since }) =>
      `${count} from ${origin} (${names}), the first since ${since.toISOString().slice(0, 19)}Z`,
  )
  throw new BackupFault(
    'store-refused',
    `Servers run on this database; connections that are seen: ${seen.join('; ')}. Stop every server and worker first, then run this again: tills go on selling meanwhile. With --live it is done under them: their connections are cut, what they were just writing is lost, and they have to be started anew.`,
  )
}
