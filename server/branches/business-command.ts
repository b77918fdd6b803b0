import { parseArgs } from 'node:util'
import { z } from 'zod'
import { NewPerson } from '../../shared/access/people.ts'
import { Currency, title } from '../../shared/basics/scalars.ts'
import { Branch } from '../../shared/branches/branch.ts'
import { isTimeZone } from '../../shared/branches/is-time-zone.ts'
import type { NewBusiness } from './open-business.ts'

export const USAGE = `npm run business -- [flags]: makes a business with its first branch and its admin.

  --name NAME          what the business is called, as in "Corner Shop"
  --currency CODE      what it trades in, as in USD; it stays
  --time-zone ZONE     where its day begins, as in Europe/Berlin
  --branch NAME        its first branch, as in "Main Street"
  --branch-code CODE   the branch on receipts, as in MS
  --admin-name NAME    who begins, as in Ann
  --email ADDRESS      what they log in with, as in ann@example.com

The password is asked for, or read from standard input where that is no terminal.
DATABASE_URL names the database; without it the embedded one in OMNISYNC_DATA_DIR (.data) is used,
while the server is stopped.`

const currencies = new Set(Intl.supportedValuesOf('currency'))
const named = (max: number) =>
  z
    .string()
    .trim()
    .refine((name) => name !== '', 'should not be empty')
    .pipe(title(max))

const Flags = z.strictObject({
  name: named(120),
  currency: Currency.refine((code) => currencies.has(code), 'should be a currency of ISO 4217, such as USD'),
  'time-zone': z.string().refine(isTimeZone, 'should be a time zone such as Europe/Berlin'),
  branch: named(120),
  'branch-code': z
    .string()
    .refine(
      (code) => Branch.shape.code.safeParse(code).success,
      'should be 1 to 8 capital letters and figures, such as MS',
    ),
  'admin-name': z.string().trim().pipe(NewPerson.shape.name),
  email: NewPerson.shape.email,
})

export type BusinessCommand =
  | { kind: 'help' }
  | { kind: 'wrong'; problems: string[] }
  | { kind: 'open'; wanted: NewBusiness }

/** Parses the command line: what follows `npm run business --`. A password is never among it: others can read it there. */
export function readBusinessCommand(args: string[]): BusinessCommand {
  let values
  const text = { type: 'string' } as const
  try {
    ;({ values } = parseArgs({
      args,
      options: {
        name: text,
        currency: text,
        'time-zone': text,
        branch: text,
        'branch-code': text,
        'admin-name': text,
        email: text,
        help: { type: 'boolean' },
      },
    }))
  } catch (error) {
    return { kind: 'wrong', problems: [error instanceof Error ? error.message : String(error)] }
  }
  const { help, ...given } = values
  if (help) return { kind: 'help' }
  const parsed = Flags.safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => {
      const name = path.join('.')
      return name in given ? `--${name}: ${message}.` : `--${name} is missing.`
    })
    return { kind: 'wrong', problems: [...new Set(problems)] }
  }
  const { 'time-zone': timeZone, 'branch-code': branchCode, 'admin-name': adminName, ...rest } = parsed.data
  return { kind: 'open', wanted: { ...rest, timeZone, branchCode, adminName } }
}
