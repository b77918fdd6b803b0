import type { Branch } from '../../shared/branches/branch.ts'
import type { Business, BusinessChange } from '../../shared/branches/business.ts'
import { differences, withChange } from '../../shared/branches/change-settings.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { takePositions } from '../log/take-positions.ts'
import { isTimeZone } from '../../shared/branches/is-time-zone.ts'
import { hasOrders, lockBranches, lockBusiness, writeBusiness, writeSettings } from './queries.ts'

/** The whole business, as its admins see it. */
export async function readBusiness(tx: Tx, tenantId: string): Promise<Business> {
  const business = await lockBusiness(tx, tenantId)
  const [first] = await lockBranches(tx, tenantId)
  const defaultTaxRate = first?.settings.defaultTaxRate ?? 0
  return { ...business, defaultTaxRate, currencyIsFixed: await hasOrders(tx, tenantId) }
}

/**
 * Changes the business as a whole: what is the same in all branches stands in each branch's document, by which the
 * lanes hear of it, and so every branch that differs takes a position (L1, L4). All of it or nothing.
 *
 * @throws ApiError business/currency-in-use, request/invalid where a time zone or a second currency does not fit
 */
export async function changeBusiness(
  tx: Tx,
  deps: Deps,
  { tenantId, userId }: Caller,
  change: BusinessChange,
): Promise<Business> {
  const before = await lockBusiness(tx, tenantId)
  const { name = before.name, currency = before.currency, timeZone = before.timeZone } = change
  if (!isTimeZone(timeZone)) throw misfit('timeZone', 'the IANA name of a time zone, such as Europe/Berlin')
  if (currency !== before.currency && (await hasOrders(tx, tenantId)))
    throw new ApiError('business/currency-in-use')
  if (change.everyBranch?.secondCurrency?.currency === currency)
    throw misfit('everyBranch.secondCurrency.currency', `${currency} is what the business sells in`)
  const { defaultTaxRate } = change
  const branches = await lockBranches(tx, tenantId)
  const changed = branches.flatMap((branch) => {
    const settings = {
      ...withChange(branch.settings, change.everyBranch ?? {}),
      currency,
      timeZone,
      ...(defaultTaxRate === undefined ? {} : { defaultTaxRate }),
    }
    const own = differences(branch.settings, settings)
    const isSame =
      own.length === 0 &&
      branch.settings.currency === currency &&
      branch.settings.timeZone === timeZone &&
      branch.settings.defaultTaxRate === settings.defaultTaxRate
    return isSame ? [] : [{ branch, settings, own }]
  })
  const at = new Date(deps.now()).toISOString()
  const noted = { at, actorId: userId, deviceId: null }
  const after = { name, currency, timeZone, ...(defaultTaxRate === undefined ? {} : { defaultTaxRate }) }
  const isSame = changed.length === 0 && name === before.name
  await writeAudit(tx, tenantId, [
    ...(isSame
      ? []
      : [
          {
            ...noted,
            id: deps.newId(),
            action: 'business.changed',
            subject: 'business',
            subjectId: tenantId,
            details: { before, after },
          },
        ]),
    ...changed
      .filter(({ own }) => own.length > 0)
      .map(({ branch, own }) => ({
        ...noted,
        id: deps.newId(),
        action: 'branch.settings-changed',
        subject: 'branches',
        subjectId: branch.id,
        details: {
          before: Object.fromEntries(own.map((one) => [one.name, one.before])),
          after: Object.fromEntries(own.map((one) => [one.name, one.after])),
        },
      })),
  ])
  await writeBusiness(tx, tenantId, { name, currency, timeZone })
  if (changed.length > 0) {
    const first = await takePositions(tx, tenantId, [['branches', changed.length]])
    for (const [index, { branch, settings }] of changed.entries())
      await writeSettings(tx, tenantId, {
        id: branch.id,
        settings: settings as Branch['settings'],
        seq: first + index,
      })
  }
  return readBusiness(tx, tenantId)
}

function misfit(path: string, message: string): ApiError {
  return new ApiError('request/invalid', [{ path: `body.${path}`, message }])
}
