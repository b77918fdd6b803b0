import type { RecentError } from '../../shared/status/system-status.ts'
import { wordsForCode } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'

/** What went wrong lately at the server that answered, the newest first. */
export function RecentErrors({ errors }: { errors: readonly RecentError[] }) {
  const { t, moment } = useWords()
  return (
    <section data-testid="recent-errors">
      <h2 className="text-lg font-semibold">{t('system.recent')}</h2>
      <p className="mb-2 text-[15px] text-muted">{t('system.recentHint')}</p>
      <ul className="rounded-2xl border border-line bg-surface">
        {errors.map(({ at, address, code, requestId }) => (
          <li
            key={requestId}
            className="figures flex flex-wrap gap-x-4 border-t border-line px-4 py-2.5 text-[15px] first:border-t-0"
          >
            <span className="w-28 text-muted">{moment(at)}</span>
            <span className="font-medium">{address}</span>
            <span>{wordsForCode(code, t) ?? code}</span>
            <span className="text-muted">{t('system.recentLine', { id: requestId.slice(-12) })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
