import { CalendarClock, Keyboard, Undo2 } from 'lucide-react'
import { memo } from 'react'
import { TopBar } from '../app/top-bar.tsx'
import { useWords } from '../i18n/use-words.ts'
import { ShiftButton } from '../shifts/shift-button.tsx'
import { Button, IconButton } from '../ui/button.tsx'

type Props = {
  isWriter: boolean
  onOpen(sheet: 'shift' | 'today' | 'keys'): void
  onRefund(start: { kind: 'find' }): void
}

/** The bar above the till, with the till's own buttons. Not drawn again for each scan: none of it depends on the sale. */
export const TillBar = memo(function TillBar({ isWriter, onOpen, onRefund }: Props) {
  const { t } = useWords()
  return (
    <TopBar>
      <ShiftButton onOpen={() => onOpen('shift')} />
      <Button
        look="quiet"
        className="max-sm:px-3.5!"
        onClick={() => onOpen('today')}
        aria-label={t('till.today')}
      >
        <CalendarClock aria-hidden className="size-5" />
        <span className="hidden lg:inline">{t('till.today')}</span>
      </Button>
      <Button
        look="quiet"
        className="max-sm:hidden!"
        disabled={!isWriter}
        onClick={() => onRefund({ kind: 'find' })}
        aria-label={t('till.refund')}
      >
        <Undo2 aria-hidden className="size-5" />
        <span className="hidden xl:inline">{t('till.refund')}</span>
      </Button>
      <IconButton label={t('till.keys')} className="max-md:hidden!" onClick={() => onOpen('keys')}>
        <Keyboard aria-hidden className="size-5" />
      </IconButton>
    </TopBar>
  )
})
