import type { SyncState } from '../database/shop.ts'
import type { Words } from '../i18n/use-words.ts'
import type { Tone } from '../ui/pill.tsx'

const minute = 60_000

export type Status = { tone: Tone; words: string; short: string }

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
 * the worst of it; the words say all of it. A tab that only reads asks the server nothing: it says what waits, and of the
 * connection nothing. `short` is for a phone: what needs somebody and what waits come first, and all of it
 * has room; since when is in the sheet below.
 *
 * @param left documents of other logins that lie unsent on this device
 */
export function statusOf(
  state: SyncState,
  now: number,
  { t, clock, lasted }: Pick<Words, 't' | 'clock' | 'lasted'>,
  left = 0,
): Status {
  const offline = state.connection === 'offline'
  const help = state.needHelp > 0 ? t('status.needHelp', { count: state.needHelp }) : ''
  const waiting = state.waiting > 0 ? t('status.waiting', { count: state.waiting }) : ''
  const oldest =
    state.waiting > 0 && state.oldestWaiting && (offline || state.needsLogin)
      ? t('status.oldest', { time: clock(state.oldestWaiting) })
      : ''
  const percent = cataloguePercent(state)
  const isOpen = isCatalogueOpen(state)
  const catalogue =
    percent !== null ? t('status.catalogue', { percent }) : isOpen ? t('status.catalogueOpen') : ''
  const isAllSent = waiting === '' && catalogue === '' && left === 0 && (isHeard(state) || offline)
  const allSent = isAllSent ? t('status.allSent') : ''
  const others = left > 0 ? t('status.left', { count: left }) : ''

  const tone = toneOf(state)
  const said = (...parts: string[]) => parts.filter((part) => part !== '').join(' · ')
  const words = said(help, lineWords(state, now, { t, lasted }), catalogue, waiting, oldest, allSent, others)
  const isCalm = help === '' && waiting === ''
  return {
    tone: left > 0 && tone === 'good' ? 'warn' : tone,
    words,
    short: isCalm ? words : said(help, waiting, shortLineWords(state, t), catalogue, others),
  }
}

/** Whether the server answers; nothing where this tab does not ask it. */
function lineWords(
  { needsLogin, connection, since, isWriter, lastSync }: SyncState,
  now: number,
  { t, lasted }: Pick<Words, 't' | 'lasted'>,
): string {
  if (needsLogin) return t('status.signIn')
  if (connection === 'offline') {
    const offlineFor = now - Date.parse(since)
    // Seconds would only make people nervous: most gaps end by themselves.
    return offlineFor >= minute
      ? t('status.offlineFor', { duration: lasted(offlineFor) })
      : t('status.offline')
  }
  return isWriter ? t(lastSync === null ? 'status.connecting' : 'status.online') : ''
}

/** Only what keeps it from being sent. */
function shortLineWords({ needsLogin, connection }: SyncState, t: Words['t']): string {
  return needsLogin ? t('status.signIn') : connection === 'offline' ? t('status.offline') : ''
}

/**
 * Before the server was heard nobody knows that all is sent: what is unsent may not have been counted yet. A tab that
 * only reads never hears it, and counts what the other one leaves unsent.
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
