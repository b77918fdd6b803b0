import type { AuditLine } from '../../shared/audit/entries.ts'
import { useWords } from '../i18n/use-words.ts'
import { Pill } from '../ui/pill.tsx'
import { actionWords } from './action-words.ts'

/** One entry: when, who, what, and on request all that was kept of it. */
export function AuditRow({ entry }: { entry: AuditLine }) {
  const { t, fullMoment } = useWords()
  const { at, actorName, laneCode, action, subjectName, subjectId, details } = entry
  const hasDetails = Object.keys(details).length > 0
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 border-t border-line px-4 py-3 first:border-t-0">
      <time dateTime={at} className="figures w-36 shrink-0 text-sm text-muted">
        {fullMoment(at)}
      </time>
      <span className="w-44 shrink-0 truncate font-medium">
        {actorName ?? <span className="font-normal text-muted">{t('audit.nobody')}</span>}
        {laneCode ? <span className="figures ml-1.5 text-sm font-normal text-muted">{laneCode}</span> : null}
      </span>
      <span className="min-w-0 flex-1 basis-64">
        <Pill>{actionWords(action, t)}</Pill>
        <span className="figures ml-2 text-[15px] break-all">{subjectName ?? subjectId}</span>
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
