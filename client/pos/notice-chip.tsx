import { TriangleAlert } from 'lucide-react'
import { useWords } from '../i18n/use-words.ts'
import { parkingWords } from './park/parking-words.ts'
import type { Notice } from './till/state.ts'

/** What the till says in passing: never in the way, gone with the next thing that happens. */
export function NoticeChip({ notice }: { notice: Notice }) {
  const { t } = useWords()
  return (
    <p
      role="alert"
      data-testid="notice"
      className="flex items-center gap-2 self-start rounded-xl bg-warn-soft px-3.5 py-2 font-medium text-warn"
    >
      <TriangleAlert aria-hidden className="size-5 shrink-0" />
      {notice.kind === 'unknown' ? t('till.unknownCode', { code: notice.code }) : null}
      {notice.kind === 'misread' ? t('till.misreadCode', { code: notice.code }) : null}
      {notice.kind === 'full' ? t('till.full') : null}
      {notice.kind === 'too-many-pieces' ? t('till.impossibleQuantity') : null}
      {notice.kind === 'too-large' ? t('till.tooLarge') : null}
      {notice.kind === 'finish-payment' ? t('till.finishPayment') : null}
      {notice.kind === 'shift-needed' ? t('till.shiftNeeded') : null}
      {notice.kind === 'parking' ? parkingWords(notice.fault, t) : null}
    </p>
  )
}
