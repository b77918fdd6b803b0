import { Link } from '@tanstack/react-router'
import { Wifi, WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import type { LaneHealth } from '../../shared/status/branch-health.ts'
import { useWords } from '../i18n/use-words.ts'
import { Pill } from '../ui/pill.tsx'

const stuckMs = 600_000

/** One lane: a row on a wide screen, a list of its facts on a narrow one. */
export function LaneRow({ lane, now, version }: { lane: LaneHealth; now: number; version: string }) {
  const { t, moment, number, lasted } = useWords()
  const { report, lastHour } = lane
  const isStuck = report?.oldestAt ? now - Date.parse(report.oldestAt) > stuckMs : false
  return (
    <tr className="figures block border-t border-line px-4 py-3 lg:table-row lg:p-0" data-testid="lane">
      <td className="block font-medium lg:table-cell lg:px-4 lg:py-3">
        {lane.code}{' '}
        <Link
          to="/devices/$id/sync-log"
          params={{ id: lane.id }}
          className="font-normal text-muted underline decoration-line-strong hover:text-ink max-sm:inline-flex max-sm:min-h-12 max-sm:min-w-12 max-sm:items-center"
        >
          {lane.name}
        </Link>
      </td>
      <Fact name={t('system.state')}>
        <State lane={lane} />
      </Fact>
      <Fact name={t('system.outbox')}>
        {report === null ? (
          <span title={t('system.unknownOutboxHint')} className="text-muted">
            {t('system.unknownOutbox')}
          </span>
        ) : (
          <>
            <span className={isStuck ? 'font-semibold text-bad' : report.waiting > 0 ? 'font-medium' : ''}>
              {report.waiting > 0 ? number(report.waiting) : t('system.allSent')}
            </span>
            <Small>
              {[
                report.oldestAt ? t('system.oldest', { time: moment(report.oldestAt) }) : null,
                report.needHelp > 0 ? t('system.needHelp', { count: report.needHelp }) : null,
                lane.state === 'online' ? null : t('system.reported', { time: moment(report.at) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </Small>
          </>
        )}
      </Fact>
      <Fact name={t('system.lastSync')}>{lane.lastSyncAt ? moment(lane.lastSyncAt) : '–'}</Fact>
      <Fact name={t('system.latency')}>
        {report?.latency ? (
          <>
            {lasted(report.latency.median)}
            <Small>{t('system.latencyHint', { duration: lasted(report.latency.worst) })}</Small>
          </>
        ) : (
          '–'
        )}
      </Fact>
      <Fact name={t('system.errorRate')}>
        {lastHour.requests === 0 ? (
          <span className="text-muted">{t('system.noRequests')}</span>
        ) : (
          <>
            <span className={lastHour.errors > 0 ? 'font-medium text-warn' : ''}>
              {t('system.errorsOf', { errors: lastHour.errors, requests: lastHour.requests })}
            </span>
            {lastHour.lastError ? <Small>{lastHour.lastError}</Small> : null}
          </>
        )}
      </Fact>
      <Fact name={t('system.refused')}>
        {lastHour.refused === 0 ? (
          <span className="text-muted">{t('system.noneRefused')}</span>
        ) : (
          <Link
            to="/dead-letters"
            className="font-medium text-warn underline max-sm:inline-flex max-sm:min-h-12 max-sm:min-w-12 max-sm:items-center"
          >
            {number(lastHour.refused)}
          </Link>
        )}
        {lastHour.conflicts > 0 ? (
          <Small>{t('system.conflicts', { count: lastHour.conflicts })}</Small>
        ) : null}
      </Fact>
      <Fact name={t('system.version')}>
        {report ? <Pill tone={report.version === version ? 'plain' : 'warn'}>{report.version}</Pill> : '–'}
      </Fact>
    </tr>
  )
}

function State({ lane: { state, onlineSince, lastContactAt } }: { lane: LaneHealth }) {
  const { t, moment } = useWords()
  if (state === 'online') {
    return (
      <>
        <span className="inline-flex items-center gap-1.5 font-medium text-good">
          <Wifi aria-hidden className="size-4" />
          {t('system.online')}
        </span>
        {onlineSince ? <Small>{t('system.onlineSince', { time: moment(onlineSince) })}</Small> : null}
      </>
    )
  }
  return (
    <>
      <span className="inline-flex items-center gap-1.5 font-medium text-warn">
        <WifiOff aria-hidden className="size-4" />
        {t(`system.${state}`)}
      </span>
      <Small>
        {lastContactAt ? t('system.lastHeard', { time: moment(lastContactAt) }) : t('system.neverHeard')}
      </Small>
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <td className="grid grid-cols-[8.5rem_1fr] gap-2 py-0.5 align-top lg:table-cell lg:px-4 lg:py-3">
      <span className="text-sm text-muted lg:hidden">{name}</span>
      <span>{children}</span>
    </td>
  )
}

function Small({ children }: { children: string }) {
  return <span className="block max-w-72 truncate text-sm text-muted">{children}</span>
}
