import { setTimeout as rest } from 'node:timers/promises'
import { inTransaction } from '../../database/transaction.ts'
import type { Deps } from '../../deps.ts'
import type { JobEnd, JobRun } from '../../jobs/jobs.ts'
import type { CallFault, ShopApi } from '../api/shop-api.ts'
import { sleep } from '../api/sleep.ts'
import { stepCatalogue } from '../catalogue/step-catalogue.ts'
import type { Connection, Shop, Step } from '../connection/connection.ts'
import { connectionOf } from '../connection/queries.ts'
import { shopApiOf } from '../connection/shop-api-of.ts'
import { stopFor } from '../connection/stop-for.ts'
import { openReadPace } from '../stock/read-pace.ts'
import { stepStock } from '../stock/step-stock.ts'
import { openDuties } from './duties.ts'
import type { Pace } from './pace.ts'
import { keepBudget, nextTry } from './queries.ts'
import { runLanes } from './run-lanes.ts'
import { stockFirst } from './stock-first.ts'

/** A lane that is idle looks again so often while another is at work: its webhooks are waited for. Milliseconds. */
const ASKED_AGAIN = 200
/** A minute wakes every shop anyway. Milliseconds. */
const WAITED_FOR = 15_000
/** While something that is due soon is waited for, webhooks are not to wait for it. Milliseconds. */
const LOOKED_AGAIN = 1_000
/** So often at most what is known of the budget is written down for the page. Milliseconds. */
const BUDGET_KEPT = 1_000

/**
 * A pass over a shop: what came in, what is to go out, and what is due, until nothing is left. One pass at a time works
 * for a shop (see the queue), so one governor governs it, and stock and catalogue are each done in one order.
 *
 * A shop that no longer lets us in ends the pass, and says why on its page.
 *
 * @param apiOf how a shop is asked; tests have a clock of their own
 * @param pace how long changes of levels are gathered; left out, not at all
 */
export async function passShop(
  deps: Deps,
  { data: { tenantId }, signal }: Pick<JobRun<'shopify.pass'>, 'data' | 'signal'>,
  apiOf: (connection: Connection) => ShopApi | undefined = (connection) => shopApiOf(deps, connection),
  pace?: Pace,
): Promise<JobEnd> {
  const db = deps.database.tenant(tenantId)
  const connection = await connectionOf(db, tenantId)
  if (!connection || (connection.state !== 'on' && connection.state !== 'restored')) return 'done'
  const found = apiOf(connection)
  if (!found) {
    await inTransaction(db, (tx) => stopFor(tx, deps, tenantId, SECRET_LOST))
    return 'done'
  }
  const shut = new AbortController()
  const either = AbortSignal.any([signal, shut.signal])
  const isSame = async () => (await connectionOf(db, tenantId))?.deviceId === connection.deviceId
  const api = watched(deps, tenantId, found, {
    // What is connected by now may be another shop, of which this one says nothing.
    mayAsk: async () => {
      if (!(await isSame())) shut.abort()
      return !shut.signal.aborted
    },
    failed: async (fault) => {
      if ((await isSame()) && !(await inTransaction(db, (tx) => stopFor(tx, deps, tenantId, fault)))) return
      shut.abort()
    },
  })
  const readPace = openReadPace({ now: deps.now, sleep })
  const shop: Shop = { deps, tenantId, api, signal: either, ...(pace && { pace, readPace }) }
  const stepDuties = openDuties(shop)
  let isSelling = false
  const stock = async (): Promise<Step> => {
    const step = await stepStock(shop)
    isSelling = step === 'more'
    return isSelling ? 'more' : stepDuties()
  }
  const beside: Shop = { ...shop, api: stockFirst(api, () => isSelling, either) }
  do await runLanes([stock, () => stepCatalogue(beside)], either, ASKED_AGAIN)
  while ((await waitedForMore(pace, either)) || (await waitedForNext(deps, tenantId, either)))
  const budget = api.budget()
  if (budget) await inTransaction(db, (tx) => keepBudget(tx, tenantId, budget))
  return signal.aborted ? 'again' : 'done'
}

/** Waits while changes of levels are gathered, and looks meanwhile as often as ever for what else there is to do. */
async function waitedForMore(pace: Pace | undefined, signal: AbortSignal): Promise<boolean> {
  const milliseconds = pace?.held() ?? null
  if (milliseconds === null || signal.aborted) return false
  await rest(Math.min(milliseconds, ASKED_AGAIN), undefined, { signal, ref: false }).catch(() => {})
  return !signal.aborted
}

/** Waits for what is due soon, such as a file that Shopify writes; what is due later wakes another pass. */
async function waitedForNext(deps: Deps, tenantId: string, signal: AbortSignal): Promise<boolean> {
  const at = await nextTry(deps.database.tenant(tenantId), tenantId)
  const milliseconds = at === null ? Number.POSITIVE_INFINITY : at.getTime() - deps.now()
  if (signal.aborted || milliseconds <= 0 || milliseconds > WAITED_FOR) return false
  await rest(Math.min(milliseconds, LOOKED_AGAIN), undefined, { signal, ref: false }).catch(() => {})
  return !signal.aborted
}

const SHUTS_OUT: ReadonlySet<CallFault['kind']> = new Set(['refused', 'gone'])

const SECRET_LOST: CallFault = {
  kind: 'refused',
  code: 'secret-lost',
  message: 'The kept client secret cannot be opened with this server secret. Enter it anew.',
}

const PASS_ENDED: CallFault = {
  kind: 'again',
  code: 'stopped',
  message: 'The pass ended before the call was made.',
}

/** The API, as the pass listens to it: who is shut out need not be asked again by the other lane. */
function watched(
  deps: Deps,
  tenantId: string,
  api: ShopApi,
  { mayAsk, failed }: { mayAsk: () => Promise<boolean>; failed: (fault: CallFault) => Promise<void> },
): ShopApi {
  let keptAt = 0
  return {
    budget: api.budget,
    ask: async (operation, variables, signal) => {
      if (!(await mayAsk())) return { kind: 'failed', fault: PASS_ENDED }
      const answer = await api.ask(operation, variables, signal)
      if (answer.kind === 'failed' && SHUTS_OUT.has(answer.fault.kind)) await failed(answer.fault)
      const budget = api.budget()
      if (budget && deps.now() - keptAt >= BUDGET_KEPT) {
        keptAt = deps.now()
        await inTransaction(deps.database.tenant(tenantId), (tx) => keepBudget(tx, tenantId, budget))
      }
      return answer
    },
  }
}
