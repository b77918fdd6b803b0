import { Link } from '@tanstack/react-router'
import type { AuditLine } from '../../shared/audit/entries.ts'
import { useWords } from '../i18n/use-words.ts'
import { Pill } from '../ui/pill.tsx'
import { actionWords } from './action-words.ts'

/** One entry: when, who, what, and on request all that was kept of it. */
export function AuditRow({ entry }: { entry: AuditLine }) {
  const { t, fullMoment } = useWords()
  const { at, actorName, laneCode, approverName, details } = entry
  const hasDetails = Object.keys(details).length > 0
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 border-t border-line px-4 py-3 first:border-t-0">
      <time dateTime={at} className="figures w-36 shrink-0 text-sm text-muted">
        {fullMoment(at)}
      </time>
      <span className="w-44 shrink-0 truncate font-medium">
        {actorName ?? (laneCode ? null : <span className="font-normal text-muted">{t('audit.nobody')}</span>)}
        {laneCode && !actorName ? <span className="figures">{laneCode}</span> : null}
        {laneCode && actorName ? (
          <span className="figures ml-1.5 text-sm font-normal text-muted">{laneCode}</span>
        ) : null}
      </span>
      <span className="min-w-0 flex-1 basis-64">
        <Pill>{actionWords(entry, t)}</Pill>
        <span className="figures ml-2 text-[15px] break-all">
          <Subject entry={entry} />
        </span>
        {approverName ? (
          <span className="ml-2 text-[15px] text-muted">{t('audit.approvedBy', { name: approverName })}</span>
        ) : null}
        {hasDetails ? (
          <details className="mt-1">
            <summary className="cursor-pointer py-1 text-sm text-muted max-sm:py-3.5">
              {t('audit.details')}
            </summary>
            <pre
              tabIndex={0}
              className="mt-1 max-h-80 overflow-auto rounded-xl bg-sunken p-3 text-sm whitespace-pre-wrap"
            >
              {JSON.stringify(details, null, 2)}
            </pre>
          </details>
        ) : null}
      </span>
    </li>
  )
}

/** What it is about, and the way there where it has a page. */
function Subject({ entry: { subject, subjectId, subjectName } }: { entry: AuditLine }) {
  if (subject === 'orders' && subjectName !== null)
    return (
      <Link
        to="/archive"
        search={{ search: subjectName }}
        className="underline max-sm:inline-flex max-sm:min-h-12 max-sm:min-w-12 max-sm:items-center"
      >
        {subjectName}
      </Link>
    )
  if (subject === 'products' && subjectName !== null)
    return (
      <Link
        to="/products/$id/history"
        params={{ id: subjectId }}
        className="underline max-sm:inline-flex max-sm:min-h-12 max-sm:min-w-12 max-sm:items-center"
      >
        {subjectName}
      </Link>
    )
  return subjectName ?? subjectId
}
