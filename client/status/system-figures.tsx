import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { SystemFacts } from '../../shared/status/system-status.ts'
import { useWords } from '../i18n/use-words.ts'
import { FigureCard } from '../ui/figure-card.tsx'

type Where = '/branches' | '/conflicts' | '/dead-letters' | '/shopify' | '/summaries'

/** The numbers of now; those that lie elsewhere in the app lead there. */
export function SystemFigures({ facts }: { facts: SystemFacts }) {
  const { t, number, moment, lasted, day } = useWords()
  const { lanes, database, nodes, jobs, cases, deadLetters, shop, summary, bot, notices } = facts
  const worst = (of: 'answerP95' | 'newsP95') =>
    nodes.length === 0 ? null : Math.max(...nodes.map(({ figures }) => figures[of]))
  const ms = (value: number | null) =>
    value === null || value === 0
      ? t('system.notYet')
      : t('system.milliseconds', { ms: value < 10 ? value : Math.round(value) })
  const requests = nodes.reduce((sum, { figures }) => sum + figures.requests, 0)
  const since = (oldest: string | null) =>
    oldest ? t('system.oldest', { time: moment(oldest) }) : t('system.nothingWaits')
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(11.5rem,1fr))] gap-3" data-testid="figures">
      <To to="/branches">
        <FigureCard
          label={t('system.lanesOnline')}
          value={number(lanes.online)}
          hint={t('system.lanesOnlineOf', { count: lanes.offline })}
        />
      </To>
      <To to="/branches">
        <FigureCard
          label={t('system.waitingAtLanes')}
          value={number(lanes.waiting)}
          hint={since(lanes.oldestAt)}
          tone={lanes.stuck > 0 ? 'bad' : 'plain'}
        />
      </To>
      <To to="/conflicts">
        <FigureCard
          label={t('system.openCases')}
          value={number(cases.open)}
          hint={since(cases.oldestAt)}
          tone={cases.open > 0 ? 'warn' : 'plain'}
        />
      </To>
      <Link
        to="/conflicts"
        search={{ state: 'waiting' }}
        className="rounded-2xl hover:brightness-[0.97] dark:hover:brightness-110"
      >
        <FigureCard
          label={t('system.waitingCases')}
          value={number(cases.waiting)}
          hint={t('system.waitingCasesHint')}
        />
      </Link>
      <To to="/dead-letters">
        <FigureCard
          label={t('system.openLetters')}
          value={number(deadLetters.open)}
          hint={since(deadLetters.oldestAt)}
          tone={deadLetters.open > 0 ? 'warn' : 'plain'}
        />
      </To>
      <FigureCard
        label={t('system.answers')}
        value={ms(worst('answerP95'))}
        hint={`${t('system.ofHundred')} · ${t('system.perMinute', { count: requests })}`}
      />
      <FigureCard
        label={t('system.news')}
        value={ms(worst('newsP95'))}
        hint={(worst('newsP95') ?? 0) === 0 ? undefined : t('system.ofHundred')}
      />
      <FigureCard
        label={t('system.settleQueue')}
        value={number(facts.settling)}
        hint={t('system.settleQueueHint')}
      />
      <FigureCard
        label={t('system.database')}
        value={t('units.megabytes', { size: number(Math.round(database.bytes / 1_048_576)) })}
        hint={t('system.databaseHint', {
          version: database.version.split(' ')[0] ?? '',
          ms: database.pingMs,
        })}
      />
      <FigureCard
        label={t('system.connectionsOf')}
        value={number(database.connections)}
        hint={t('system.ofMost', { count: database.mostConnections })}
      />
      <FigureCard
        label={t('system.logHead')}
        value={number(facts.log.head)}
        hint={t('system.epoch', { epoch: facts.log.epoch.slice(0, 8) })}
      />
      {jobs ? (
        <FigureCard
          label={t('system.jobs')}
          value={number(jobs.active)}
          hint={t('system.jobsHint', { queued: jobs.queued, failed: jobs.failed })}
        />
      ) : null}
      {shop ? (
        <To to="/shopify">
          <FigureCard
            label={t('system.shopWebhooks')}
            value={shop.oldestWebhookSeconds === null ? '—' : lasted(shop.oldestWebhookSeconds * 1_000)}
            hint={
              shop.oldestWebhookSeconds === null ? t('system.nothingWaits') : t('system.shopWebhooksHint')
            }
            tone={(shop.oldestWebhookSeconds ?? 0) > 60 ? 'warn' : 'plain'}
          />
        </To>
      ) : null}
      {shop?.budget ? (
        <To to="/shopify">
          <FigureCard
            label={t('system.shopBudget')}
            value={`${number(Math.round((100 * shop.budget.available) / shop.budget.maximum))} %`}
            hint={
              shop.importedAt
                ? t('system.shopImported', { time: moment(shop.importedAt) })
                : t('system.shopNotImported')
            }
          />
        </To>
      ) : null}
      <FigureCard
        label={t('system.bot')}
        value={bot?.username ? t(bot.failingSince === null ? 'system.botOn' : 'system.botAway') : '—'}
        hint={
          bot === null
            ? t('system.botNone')
            : bot.failingSince !== null
              ? t('system.botFailing', { time: moment(bot.failingSince), fault: bot.fault ?? '' })
              : bot.reachedAt === null
                ? t('system.botWaiting')
                : t('system.botReached', { name: bot.username ?? '', time: moment(bot.reachedAt) })
        }
        tone={bot !== null && bot.failingSince !== null ? 'warn' : 'plain'}
      />
      <FigureCard
        label={t('system.notices')}
        value={number(notices.waiting)}
        hint={
          notices.oldestAt === null
            ? t('system.noticesNone')
            : t('system.noticesOldest', { time: moment(notices.oldestAt) })
        }
        tone={notices.failed > 0 ? 'warn' : 'plain'}
      />
      <To to="/summaries">
        <FigureCard
          label={t('system.summary')}
          value={summary.isTold ? day(summary.week) : '—'}
          hint={summary.mailIsOn ? t('system.summaryMailed') : t('system.mailOff')}
          tone={summary.failedMails > 0 ? 'warn' : 'plain'}
        />
      </To>
    </div>
  )
}

function To({ to, children }: { to: Where; children: ReactNode }) {
  return (
    <Link to={to} className="rounded-2xl hover:brightness-[0.97] dark:hover:brightness-110">
      {children}
    </Link>
  )
}
