import { Sparkles, Table2 } from 'lucide-react'
import type { Telling as Told } from '../../shared/summary/week-summary.ts'
import { useWords } from '../i18n/use-words.ts'
import { Pill } from '../ui/pill.tsx'

const reasons = {
  'no-model': 'week.why_no_model',
  late: 'week.why_late',
  unreachable: 'week.why_unreachable',
  nonsense: 'week.why_nonsense',
  'wrong-numbers': 'week.why_wrong_numbers',
  'other-language': 'week.why_other_language',
} as const

/** Three sentences of a week. */
export function Bullets({ telling }: { telling: Told }) {
  return (
    <ul className="flex list-disc flex-col gap-2 pl-5 text-lg marker:text-muted" data-testid="bullets">
      {telling.bullets.map((bullet) => (
        <li key={bullet}>{bullet}</li>
      ))}
    </ul>
  )
}

/** Who wrote them; where it was nobody, why. */
export function HowTold({ telling, whole = false }: { telling: Told; whole?: boolean }) {
  const { t } = useWords()
  const { how, model, reason, tries, faults } = telling
  return (
    <div className="flex flex-col gap-1 text-sm text-muted">
      <p className="flex flex-wrap items-center gap-2">
        <Pill tone={how === 'model' ? 'accent' : 'plain'}>
          {how === 'model' ? (
            <Sparkles aria-hidden className="size-3.5" />
          ) : (
            <Table2 aria-hidden className="size-3.5" />
          )}
          {how === 'model' ? t('week.byModel', { model: model ?? '' }) : t('week.plain')}
        </Pill>
        {reason ? <span>{t(reasons[reason])}</span> : null}
        {tries > 1 ? <span>{t('week.triesOne')}</span> : null}
      </p>
      {whole && faults.length > 0 ? (
        <details>
          <summary className="flex min-h-12 cursor-pointer items-center">{t('week.faults')}</summary>
          <ul className="list-disc pl-5 break-words">
            {faults.map((fault, index) => (
              <li key={index}>{fault}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  )
}
