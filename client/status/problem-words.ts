import type { Problem } from '../../shared/status/system-status.ts'
import type { Words } from '../i18n/use-words.ts'

/** Where what is wrong is put right; null where not in the app. */
type Way = '/branches' | '/reorder' | '/conflicts' | '/dead-letters' | '/shopify' | '/summaries' | null

/** What is wrong, in words, what to do about it, and where. */
export function problemWords(
  { code, count }: Problem,
  { t }: Pick<Words, 't'>,
): { title: string; todo: string; to: Way } {
  const many = { count: count ?? 0 }
  const ms = { ms: count ?? 0 }
  switch (code) {
    case 'news-deaf':
      return { title: t('system.newsDeaf'), todo: t('system.newsDeafDo'), to: null }
    case 'news-slow':
      return { title: t('system.newsSlow', ms), todo: t('system.newsSlowDo'), to: null }
    case 'errors':
      return { title: t('system.errors', many), todo: t('system.errorsDo'), to: null }
    case 'slow':
      return { title: t('system.slow', ms), todo: t('system.slowDo'), to: null }
    case 'settling':
      return { title: t('system.settling', many), todo: t('system.settlingDo'), to: null }
    case 'pool':
      return { title: t('system.pool', many), todo: t('system.poolDo'), to: null }
    case 'connections':
      return { title: t('system.connections', many), todo: t('system.connectionsDo'), to: null }
    case 'lanes-stuck':
      return { title: t('system.lanesStuck', many), todo: t('system.lanesStuckDo'), to: '/branches' }
    case 'lanes-offline':
      return { title: t('system.lanesOffline', many), todo: t('system.lanesOfflineDo'), to: '/branches' }
    case 'cases':
      return { title: t('system.cases', many), todo: t('system.casesDo'), to: '/conflicts' }
    case 'dead-letters':
      return { title: t('system.deadLetters', many), todo: t('system.deadLettersDo'), to: '/dead-letters' }
    case 'jobs-failed':
      return { title: t('system.jobsFailed', many), todo: t('system.jobsFailedDo'), to: null }
    case 'forecasts-old':
      return { title: t('system.forecastsOld'), todo: t('system.forecastsOldDo'), to: '/reorder' }
    case 'backup-old':
      return { title: t('backups.old'), todo: t('backups.oldDo'), to: null }
    case 'backup-failed':
      return { title: t('backups.failed'), todo: t('backups.failedDo'), to: null }
    case 'drill-failed':
      return { title: t('backups.drillFailed'), todo: t('backups.drillFailedDo'), to: null }
    case 'drill-impossible':
      return { title: t('backups.drillImpossible'), todo: t('backups.drillImpossibleDo'), to: null }
    case 'summary-late':
      return { title: t('system.summaryLate'), todo: t('system.summaryLateDo'), to: '/summaries' }
    case 'mails-failed':
      return { title: t('system.mailsFailed', many), todo: t('system.mailsFailedDo'), to: '/summaries' }
    case 'mail-off':
      return { title: t('system.mailOff'), todo: t('system.mailOffDo'), to: null }
    case 'bot-unreached':
      return { title: t('system.botUnreached'), todo: t('system.botUnreachedDo'), to: null }
    case 'bot-deaf':
      return { title: t('system.botDeaf'), todo: t('system.botDeafDo'), to: null }
    case 'notices-failed':
      return { title: t('system.noticesFailed', many), todo: t('system.noticesFailedDo'), to: null }
    case 'shop-refused':
      return { title: t('system.shopRefused'), todo: t('system.shopRefusedDo'), to: '/shopify' }
    case 'shop-uninstalled':
      return { title: t('system.shopUninstalled'), todo: t('system.shopUninstalledDo'), to: '/shopify' }
    case 'shop-restored':
      return { title: t('system.shopRestored'), todo: t('system.shopRestoredDo'), to: '/shopify' }
    case 'shop-dead':
      return { title: t('system.shopDead', many), todo: t('system.shopDeadDo'), to: '/shopify' }
    case 'shop-behind':
      return { title: t('system.shopBehind', many), todo: t('system.shopBehindDo'), to: '/shopify' }
    case 'shop-unmapped':
      return { title: t('system.shopUnmapped', many), todo: t('system.shopUnmappedDo'), to: '/shopify' }
    case 'shop-paused':
      return { title: t('system.shopPaused'), todo: t('system.shopPausedDo'), to: '/shopify' }
    case 'versions-of-nodes':
      return { title: t('system.versionsOfNodes'), todo: t('system.versionsOfNodesDo'), to: null }
    case 'versions-of-lanes':
      return {
        title: t('system.versionsOfLanes', many),
        todo: t('system.versionsOfLanesDo'),
        to: '/branches',
      }
  }
}
