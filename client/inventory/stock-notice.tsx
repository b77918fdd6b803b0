import { TriangleAlert } from 'lucide-react'
import { useWords } from '../i18n/use-words.ts'
import type { WorkNotice } from './stock-work.ts'

const sentences = {
  full: 'stock.full',
  'too-many': 'stock.tooMany',
  'unknown-level': 'stock.unknownLevel',
  failed: 'stock.failed',
  'not-approved': 'stock.notApproved',
  empty: 'stock.nothing',
  'no-reason': 'stock.noReason',
  'no-note': 'stock.noNote',
  'no-branch': 'stock.noBranch',
  'own-branch': 'stock.ownBranch',
} as const

/** What somebody should know about the last thing they did; gone with the next. */
export function StockNotice({ notice }: { notice: WorkNotice }) {
  const { t } = useWords()
  return (
    <p
      role="alert"
      data-testid="stock-notice"
      className="flex items-center gap-2 self-start rounded-xl bg-warn-soft px-3.5 py-2 font-medium text-warn"
    >
      <TriangleAlert aria-hidden className="size-5 shrink-0" />
      {notice.kind === 'unknown' ? t('till.unknownCode', { code: notice.code }) : null}
      {notice.kind === 'misread' ? t('till.misreadCode', { code: notice.code }) : null}
      {notice.kind === 'unknown' || notice.kind === 'misread' ? null : t(sentences[notice.kind])}
    </p>
  )
}
