import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

type Props = {
  label: string
  value: ReactNode
  hint?: ReactNode
  tone?: 'plain' | 'warn' | 'bad'
}

const tones = { plain: 'text-ink', warn: 'text-warn', bad: 'text-bad' } as const

/** One number with what it is, and in small print what it means. */
export function FigureCard({ label, value, hint, tone = 'plain' }: Props) {
  return (
    <div className="flex h-full flex-col rounded-2xl border border-line bg-surface px-4 py-3">
      <p className="text-sm font-medium text-muted">{label}</p>
      <p className={classNames('figures mt-0.5 text-2xl font-semibold tracking-tight', tones[tone])}>
        {value}
      </p>
      {hint ? <p className="figures text-sm text-muted">{hint}</p> : null}
    </div>
  )
}
