import type { ConnectedShop } from '../../shared/shopify/shop-status.ts'
import type { Words } from '../i18n/use-words.ts'

/** What a shop is like above all; of several things the one that somebody has to do something about. */
export type Standing =
  | 'paused'
  | 'refused'
  | 'uninstalled'
  | 'restored'
  | 'noLocation'
  | 'untold'
  | 'nothingImported'
  | 'importing'
  | 'needsYou'
  | 'behind'
  | 'catchingUp'
  | 'casesWait'
  | 'inStep'

const LATE_SECONDS = 60

/** Whether both sides are in step, or why not. */
export function standingOf({
  state,
  fault,
  locations,
  imports,
  needs,
  lag,
  linked,
  cases,
}: ConnectedShop): Standing {
  if (state !== 'on') return state
  if (locations.every(({ branchId }) => branchId === null)) return 'noLocation'
  if (imports.some((one) => one.state === 'running')) return 'importing'
  if (linked.variants === 0) return 'nothingImported'
  if (lateSeconds(lag) > LATE_SECONDS) return 'behind'
  if (fault !== null) return 'untold'
  if (needsIn(needs) > 0) return 'needsYou'
  if (isWaiting(lag)) return 'catchingUp'
  return cases > 0 ? 'casesWait' : 'inStep'
}

/** Whether something happens that people like to watch: then the page asks more often. */
export function isAtWork({ state, imports, lag, isToCompare }: ConnectedShop): boolean {
  return state === 'on' && (imports.some((one) => one.state === 'running') || isWaiting(lag) || isToCompare)
}

/** For how long the oldest of what both sides have not told each other has waited. */
export function lateSeconds({ oldestWebhook, oldestSend }: ConnectedShop['lag']): number {
  return Math.max(oldestWebhook ?? 0, oldestSend ?? 0)
}

/** What stands still until somebody does something. A product that is sold online only does not: it is listed. */
export function needsIn({ products: _, ...needs }: ConnectedShop['needs']): number {
  return Object.values(needs).reduce((sum, one) => sum + one, 0)
}

function isWaiting({ positions, levels, products, orders, webhooks, sends }: ConnectedShop['lag']): boolean {
  return [positions, levels, products, orders, webhooks, sends].some((one) => one > 0)
}

/** The state in words, and what to do about it. */
export function stateWords(shop: ConnectedShop, { t, lasted }: Words): { title: string; todo: string } {
  const standing = standingOf(shop)
  const { lag, needs } = shop
  const time = lasted(lateSeconds(lag) * 1_000)
  const title =
    standing === 'behind'
      ? t('shopify.behind', { time })
      : standing === 'needsYou'
        ? t('shopify.needsYou', { count: needsIn(needs) })
        : standing === 'casesWait'
          ? t('shopify.casesWait', { count: shop.cases })
          : t(`shopify.${standing}`)
  return { title, todo: t(`shopify.${standing}Do`) }
}
