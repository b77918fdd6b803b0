import type { SyncState } from '../database/shop.ts'
import type { Words } from '../i18n/use-words.ts'
import type { Tone } from '../ui/pill.tsx'

const minute = 60_000

export type Status = { tone: Tone; words: string }

/** How much of the catalogue is here while it loads for the first time, in percent; null afterwards. */
export function cataloguePercent({ firstLoad }: Pick<SyncState, 'firstLoad'>): number | null {
  const products = firstLoad?.find(({ collection }) => collection === 'products')
  // The last percent is what belongs to it: the stock of each shelf, the orders of the last days.
  if (products?.finished) return 99
  if (!products?.total) return null
  return Math.min(99, Math.floor((products.done / products.total) * 100))
}

/** The catalogue is not all here, and nobody has said yet how much there is: where its load was cut short, offline. */
function isCatalogueOpen({ firstLoad }: Pick<SyncState, 'firstLoad'>): boolean {
  const products = firstLoad?.find(({ collection }) => collection === 'products')
  return products !== undefined && products.total === null && !products.finished
}

/**
 * What the status chip says: what the server has not acknowledged, not whether Wi-Fi is up. The colour follows
 * the worst of it; the words say all of it.
 *
 * @param left documents of other logins that lie unsent on this device
 */
export function statusOf(
  state: SyncState,
  now: number,
  { t, clock, lasted }: Pick<Words, 't' | 'clock' | 'lasted'>,
  left = 0,
): Status {
  const parts: string[] = []
  // First, since on a phone the end may not be seen.
  if (state.needHelp > 0) parts.push(t('status.needHelp', { count: state.needHelp }))
  const offline = state.connection === 'offline'
  if (state.needsLogin) parts.push(t('status.signIn'))
  else if (offline) {
    const offlineFor = now - Date.parse(state.since)
    // Seconds would only make people nervous: most gaps end by themselves.
    parts.push(
      offlineFor >= minute ? t('status.offlineFor', { duration: lasted(offlineFor) }) : t('status.offline'),
    )
  } else parts.push(t(isHeard(state) ? 'status.online' : 'status.connecting'))

  const percent = cataloguePercent(state)
  if (percent !== null) parts.push(t('status.catalogue', { percent }))
  const isOpen = isCatalogueOpen(state)
  if (isOpen) parts.push(t('status.catalogueOpen'))
  if (state.waiting > 0) {
    parts.push(t('status.waiting', { count: state.waiting }))
    if (state.oldestWaiting && (offline || state.needsLogin)) {
      parts.push(t('status.oldest', { time: clock(state.oldestWaiting) }))
    }
  } else if (percent === null && !isOpen && left === 0 && (isHeard(state) || offline))
    parts.push(t('status.allSent'))
  if (left > 0) parts.push(t('status.left', { count: left }))

  const tone = toneOf(state)
  return { tone: left > 0 && tone === 'good' ? 'warn' : tone, words: parts.join(' · ') }
}

/**
 * Before the server was heard nobody knows that all is sent: what is unsent may not have been counted yet. A tab that
 * only reads never hears it.
 */
function isHeard({ lastSync, isWriter }: Pick<SyncState, 'lastSync' | 'isWriter'>): boolean {
  return lastSync !== null || !isWriter
}

function toneOf({ needHelp, stopped, broken, tooOld, ...state }: SyncState): Tone {
  const { needsLogin, connection, waiting, firstLoad } = state
  if (needHelp > 0 || stopped || broken || tooOld) return 'bad'
  if (needsLogin || connection === 'offline') return 'warn'
  const isLoading = cataloguePercent({ firstLoad }) !== null || isCatalogueOpen({ firstLoad })
  return waiting > 0 || isLoading ? 'accent' : 'good'
}
