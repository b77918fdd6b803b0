import pg from 'pg'

/** Any number will do, as long as nobody else locks it. */
const LOCK = 5_640_018

/** A connection of the database's owner, whom row-level security does not bind; ended whatever happens. */
export async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'omnisync backups',
    keepAlive: true,
  })
  // One that dies between two statements tells nobody else, and would end the process; the next statement fails.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/**
 * Works at the backups of a database alone: of many nodes one at a time. The lock is the connection's, so a process
 * that dies lets it go. `stillAlone` throws where the connection was lost, and with it the right to go on.
 *
 * @returns null where another is at work
 */
export async function aloneAtBackups<T>(
  url: string,
  work: (stillAlone: () => Promise<void>) => Promise<T>,
): Promise<T | null> {
  return asOwner(url, async (client) => {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCK])
    const stillAlone = async (): Promise<void> => void (await client.query('select'))
    return rows[0]?.mine === true ? work(stillAlone) : null
  })
}
