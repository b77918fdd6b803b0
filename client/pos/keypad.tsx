import { Delete } from 'lucide-react'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'

type Props = { value: string; onChange(value: string): void; decimals: boolean; label?: string }

/** Figures for fingers. What they press stands in the field above, where a keyboard types it. */
export function Keypad({ value, onChange, decimals, label }: Props) {
  const { t, decimalMark: mark } = useWords()
  const press = (key: string) => onChange(key === mark && /[.,]/.test(value) ? value : value + key)
  return (
    <div className="grid grid-cols-3 gap-2" role="group" aria-label={label ?? t('pay.given')}>
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((key) => (
        <Figure key={key} onPress={() => press(key)}>
          {key}
        </Figure>
      ))}
      {decimals ? <Figure onPress={() => press(mark)}>{mark}</Figure> : <span />}
      <Figure onPress={() => press('0')}>0</Figure>
      <Button
        tabIndex={-1}
        className="min-h-13"
        aria-label={t('pay.erase')}
        onClick={() => onChange(value.slice(0, -1))}
      >
        <Delete aria-hidden className="size-5" />
      </Button>
    </div>
  )
}

function Figure({ children, onPress }: { children: string; onPress(): void }) {
  return (
    // The keyboard has figures of its own; Tab goes past these.
    <Button tabIndex={-1} className="figures min-h-13 text-xl!" onClick={onPress}>
      {children}
    </Button>
  )
}
