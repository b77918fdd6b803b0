import { ChevronLeft, ChevronRight, ChevronsLeft } from 'lucide-react'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import type { ArchivePage } from './use-archive.ts'

type Props = { page: ArchivePage | null; isFirst: boolean; onGo(cursor: string | null): void }

/** Back and forth between pages, and what the page says of itself. */
export function PageButtons({ page, isFirst, onGo }: Props) {
  const { t } = useWords()
  return (
    <nav aria-label={t('archive.pages')} className="flex flex-wrap items-center gap-2">
      <p role="status" className="mr-auto text-sm text-muted max-md:w-full">
        {page ? t('archive.onPage', { count: page.orders.length }) : null}
        {page && page.behind > 0 ? ` · ${t('archive.behind', { count: page.behind })}` : null}
        {page?.matching === 'beginnings' ? ` · ${t('archive.beginnings')}` : null}
      </p>
      <Button disabled={isFirst} onClick={() => onGo(null)}>
        <ChevronsLeft aria-hidden className="size-5" />
        {t('archive.first')}
      </Button>
      <Button disabled={!page?.previous} onClick={() => onGo(page?.previous ?? null)}>
        <ChevronLeft aria-hidden className="size-5" />
        {t('archive.previous')}
      </Button>
      <Button disabled={!page?.next} onClick={() => onGo(page?.next ?? null)}>
        {t('archive.next')}
        <ChevronRight aria-hidden className="size-5" />
      </Button>
    </nav>
  )
}
