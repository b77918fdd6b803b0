import type { Problem } from '../../shared/status/system-status.ts'
import type { Words } from '../i18n/use-words.ts'

/** Where what is wrong is put right; null where not in the app. */
type Way = '/branches' | '/conflicts' | '/dead-letters' | null

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
