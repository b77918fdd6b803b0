import type { KeyboardEvent } from 'react'
import { useId } from 'react'
import { denominationsOf } from '../../shared/shifts/denominations.ts'
import { minorDigits } from '../i18n/money.ts'
import { useWords } from '../i18n/use-words.ts'
import { classNames } from '../ui/class-names.ts'
import { mostPieces, readPieces } from './read-pieces.ts'

type Props = {
  currency: string
  /** What was typed, by currency and value: `USD 500`. */
  pieces: Readonly<Record<string, string>>
  onPieces(key: string, typed: string): void
  autoFocus: boolean
}

/** How many of each coin and note; Enter and the arrows go from one to the next. */
export function PiecesTable({ currency, pieces, onPieces, autoFocus }: Props) {
  const { t, money, number } = useWords()
  const id = useId()

  const values = denominationsOf(currency, minorDigits(currency))
  // The largest note of some currencies has six figures: two of them do not fit beside each other on a phone.
  const isLong = money(values[0] ?? 0, currency).length > 8

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const step = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[event.key]
    if (step === undefined) return
    const fields = [...(event.currentTarget.closest('form')?.querySelectorAll('input') ?? [])]
    const next = fields[fields.indexOf(event.target as HTMLInputElement) + step]
    // Behind the last one Enter goes on.
    if (event.key === 'Enter' && !next) return
    event.preventDefault()
    next?.focus()
    next?.select()
  }

  return (
    <ul
      className={classNames(
        'grid grid-cols-2 gap-x-4 gap-y-2 max-sm:gap-x-2',
        isLong && 'max-sm:grid-cols-1',
      )}
      onKeyDown={onKeyDown}
    >
      {values.map((value, index) => {
        const key = `${currency} ${value}`
        const shown = money(value, currency)
        const isFaulty = readPieces(pieces[key] ?? '') === null
        return (
          <li key={key}>
            <label className="flex items-center gap-2">
              <span className="figures flex-1 text-right font-medium whitespace-nowrap">{shown}</span>
              <span aria-hidden className="text-muted">
                ×
              </span>
              <input
                aria-label={t('shift.pieces', { value: shown })}
                inputMode="numeric"
                autoComplete="off"
                autoFocus={autoFocus && index === 0}
                placeholder="0"
                value={pieces[key] ?? ''}
                aria-invalid={isFaulty ? true : undefined}
                aria-describedby={isFaulty ? `${id}-${value}` : undefined}
                onChange={(event) => onPieces(key, event.currentTarget.value)}
                className="figures h-12 w-20 rounded-xl border border-line-strong bg-surface px-3 text-right text-lg aria-invalid:border-bad max-sm:w-16"
              />
            </label>
            {isFaulty ? (
              <p id={`${id}-${value}`} role="alert" className="mt-1 text-right text-sm text-bad">
                {t('shift.piecesFault', { most: number(mostPieces) })}
              </p>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}
