import type { Home } from '../../shared/reports/home.ts'
import { YEAR } from '../../shared/velocity/days-of-stock.ts'
import type { Addressee } from '../account/addressee.ts'
import { MOST_THRESHOLDS, ownThresholds, removeThreshold, setThreshold } from '../alerts/own-thresholds.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import { escapeHtml } from '../escape-html.ts'
import { formatCount, formatMoney } from '../format-money.ts'
import { note, unbindChat } from './bind-chat.ts'
import { productsNear } from './near.ts'
import { businessOf, productByCode, shelvesOf } from './queries.ts'
import type { FoundProduct } from './queries.ts'
import type { Command } from './read-command.ts'
import { wordsOf } from './words.ts'
import type { BotWords } from './words.ts'

/** Today's figures of a business or one of its branches, as the home page has them. */
export type ReadToday = (deps: Deps, tenantId: string, branchId: string | null) => Promise<Home>

type Asked = {
  deps: Deps
  tenantId: string
  person: Addressee
  /** The branch whose shelves and sales the person may see; null where all. */
  branchId: string | null
  say: BotWords
}

/** Carries out a command of somebody whose chat is bound, and gives the answer in HTML. Each is audited. */
export async function answer(
  deps: Deps,
  tenantId: string,
  person: Addressee,
  command: Exclude<Command, { kind: 'start' }>,
  readToday: ReadToday,
): Promise<string> {
  const say = wordsOf(person.language)
  const branchId = person.role === 'STAFF' ? person.branchId : null
  const asked: Asked = { deps, tenantId, person, branchId, say }
  if (command.kind === 'unknown') return `${say.unknown}\n${say.help}`
  if (command.kind === 'help') return say.help
  if (command.kind === 'wrong') {
    if (command.because === 'no-code') return say.noCode[command.command]
    return command.because === 'no-threshold' ? say.noThreshold : say.badThreshold
  }
  if (command.kind === 'stop') {
    await unbindChat(deps, { tenantId, userId: person.userId }, 'chat')
    return say.stopped
  }
  // A cashier between two branches has none: that must not open all of them.
  if (person.role === 'STAFF' && branchId === null) return say.noBranch
  await audit(asked, command)
  switch (command.kind) {
    case 'stock':
      return stock(asked, command.code)
    case 'alert':
      return alert(asked, command.code, command.threshold)
    case 'alerts':
      return alerts(asked)
    case 'today':
      return today(asked, readToday)
  }
}

async function audit({ deps, tenantId, person }: Asked, command: Command): Promise<void> {
  const { kind, ...rest } = command
  await inTransaction(deps.database.tenant(tenantId), (tx) =>
    note(tx, deps, { tenantId, userId: person.userId }, 'telegram.asked', { command: `/${kind}`, ...rest }),
  )
}

async function stock(asked: Asked, code: string): Promise<string> {
  const { deps, tenantId, person, branchId, say } = asked
  const db = deps.database.tenant(tenantId)
  const product = await productByCode(db, tenantId, code)
  if (!product) return noProduct(asked, code)
  const { currency } = await businessOf(db, tenantId, branchId)
  const shelves = await shelvesOf(db, tenantId, product.id, branchId)
  const count = (pieces: number) => formatCount(pieces, person.language)
  const lasting = (days: number | null): string | null => {
    if (days === null) return null
    return days > YEAR ? say.overAYear : say.days(count(Math.round(days)))
  }
  const lines = shelves.map(({ branchName, onHand, threshold, daysRemaining }) => {
    const lasts = onHand === 0 ? null : lasting(daysRemaining)
    return `${onHand <= threshold ? '⚠️ ' : ''}${say.shelf(escapeHtml(branchName), count(onHand), lasts)}`
  })
  const total = shelves.reduce((sum, { onHand }) => sum + onHand, 0)
  return [
    headOf(product),
    say.each(formatMoney(product.price, currency, person.language)),
    '',
    ...lines,
    ...(shelves.length > 1 ? [say.inAll(count(total))] : []),
  ].join('\n')
}

async function alert(asked: Asked, code: string, threshold: number | 'off'): Promise<string> {
  const { deps, tenantId, person, branchId, say } = asked
  const db = deps.database.tenant(tenantId)
  const whose = { tenantId, userId: person.userId }
  const product = await productByCode(db, tenantId, code)
  if (!product) return noProduct(asked, code)
  const title = escapeHtml(product.title)
  if (threshold === 'off') {
    const had = await inTransaction(db, (tx) => removeThreshold(tx, whose, product.id))
    return had ? say.alertOff(title) : say.noAlert(title)
  }
  const outcome = await inTransaction(db, (tx) =>
    setThreshold(tx, whose, product.id, threshold, new Date(deps.now())),
  )
  const count = (pieces: number) => formatCount(pieces, person.language)
  if (outcome === 'too-many') return say.tooMany(count(MOST_THRESHOLDS))
  const low = (await shelvesOf(db, tenantId, product.id, branchId)).filter(
    ({ onHand }) => onHand <= threshold,
  )
  const where = low.map(({ branchName, onHand }) => `${escapeHtml(branchName)} ${count(onHand)}`).join(', ')
  return [say.alertSet(title, count(threshold)), ...(low.length > 0 ? [say.lowAlready(where)] : [])].join(
    '\n',
  )
}

async function alerts({ deps, tenantId, person, say }: Asked): Promise<string> {
  const own = await ownThresholds(deps.database.tenant(tenantId), { tenantId, userId: person.userId })
  if (own.length === 0) return say.noAlerts
  const lines = own
    .slice(0, 50)
    .map(
      ({ title, sku, threshold }) =>
        `${escapeHtml(cut(title))} · <code>${escapeHtml(sku)}</code>: <b>${formatCount(threshold, person.language)}</b>`,
    )
  return [say.alerts, ...lines, ...(own.length > 50 ? ['…'] : []), '', say.takeOff].join('\n')
}

async function today(
  { deps, tenantId, person, branchId, say }: Asked,
  readToday: ReadToday,
): Promise<string> {
  const { name, branchName } = await businessOf(deps.database.tenant(tenantId), tenantId, branchId)
  const home = await readToday(deps, tenantId, branchId)
  const money = (amount: number) => formatMoney(amount, home.currency, person.language)
  const count = (pieces: number) => formatCount(pieces, person.language)
  const place = branchName ?? `${name}, ${say.allBranches}`
  return [
    say.todayOf(escapeHtml(place)),
    say.sales(count(home.today.sales), money(home.today.total)),
    say.lastWeek(money(home.lastWeek.soFar)),
    ...(home.conflicts > 0 ? [say.waiting(count(home.conflicts))] : []),
    ...(home.low.count > 0 ? [say.lowHere(count(home.low.count))] : []),
  ].join('\n')
}

async function noProduct({ deps, tenantId, say }: Asked, code: string): Promise<string> {
  const near = await productsNear(deps.database.tenant(tenantId), tenantId, code)
  const lines = near.map(({ sku, title }) => `${escapeHtml(cut(title))} · <code>${escapeHtml(sku)}</code>`)
  return [say.noProduct(escapeHtml(code)), ...(near.length > 0 ? [say.near, ...lines] : [])].join('\n')
}

function headOf({ title, sku }: FoundProduct): string {
  return `<b>${escapeHtml(cut(title))}</b> · <code>${escapeHtml(sku)}</code>`
}

/** A message has 4,096 signs; a title may have thousands. */
function cut(title: string): string {
  return title.length > 80 ? `${title.slice(0, 79)}…` : title
}
