import { parseArgs } from 'node:util'
import { z } from 'zod'
import { isTimeZone } from '../shared/branches/is-time-zone.ts'
import { SeedSize } from './options.ts'

export const USAGE = `npm run seed -- [flags]: fills an empty database with a demo shop.

  --products N     products (1200)
  --orders N       sales and refunds, about (5000)
  --branches N     branches (2)
  --customers N    customers (600, or one for ten orders)
  --days N         days of history up to now (90)
  --seed N         another number, another shop (1)
  --now TIME       the end of the history, as in 2026-04-20T14:00:00.000Z (now)
  --time-zone ZONE the shop's time zone, as in Europe/Berlin (this machine's)
  --reset          clears the database first: every business in it is lost
  --force          also in production, where the known demo passwords are an open door

DATABASE_URL names the database; without it the embedded one in OMNISYNC_DATA_DIR (.data) is filled,
while the server is stopped.`

const Flags = SeedSize.omit({ customers: true }).extend({
  customers: SeedSize.shape.customers.unwrap().optional(),
  now: z.iso.datetime({ offset: true }).transform(Date.parse).optional(),
  timeZone: z.string().refine(isTimeZone, 'should be a time zone such as Europe/Berlin').optional(),
})

export type Command =
  | { kind: 'help' }
  | { kind: 'wrong'; problems: string[] }
  | {
      kind: 'seed'
      size: SeedSize
      now: number | undefined
      timeZone: string | undefined
      reset: boolean
      force: boolean
    }

const CUSTOMERS_AT_LEAST = 600

/** Parses the command line: what follows `npm run seed --`. */
export function readCommand(args: string[]): Command {
  let values
  try {
    const text = { type: 'string' } as const
    const flag = { type: 'boolean', default: false } as const
    ;({ values } = parseArgs({
      args,
      options: {
        products: text,
        orders: text,
        branches: text,
        customers: text,
        days: text,
        seed: text,
        now: text,
        'time-zone': text,
        reset: flag,
        force: flag,
        help: flag,
      },
    }))
  } catch (error) {
    return { kind: 'wrong', problems: [error instanceof Error ? error.message : String(error)] }
  }
  const { reset, force, help, 'time-zone': timeZone, ...rest } = values
  if (help) return { kind: 'help' }
  const parsed = Flags.safeParse({ ...rest, timeZone })
  if (!parsed.success) {
    const named = parsed.error.issues.map(
      ({ path, message }) => `--${path.join('.').replace('timeZone', 'time-zone')}: ${message}`,
    )
    return { kind: 'wrong', problems: named }
  }
  const { now, timeZone: zone, customers, ...size } = parsed.data
  const known = customers ?? Math.max(CUSTOMERS_AT_LEAST, Math.round(size.orders / 10))
  return { kind: 'seed', size: { ...size, customers: known }, now, timeZone: zone, reset, force }
}
