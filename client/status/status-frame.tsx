import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Banners } from '../app/banners.tsx'
import { pages, type Page } from '../app/pages.ts'
import { TopBar } from '../app/top-bar.tsx'
import { useWords } from '../i18n/use-words.ts'
import { DeskLinks } from '../orders/desk-links.tsx'
import { PageTabs, tabHere, tabLook } from '../ui/page-tabs.tsx'

const tabs = pages.filter(
  (page): page is Extract<Page, { tab: string; for: 'desk' }> => 'tab' in page && page.for === 'desk',
)

/** The frame of the pages that say how it all does. */
export function StatusFrame({ children }: { children: ReactNode }) {
  const { t } = useWords()
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <TopBar>
        <DeskLinks />
      </TopBar>
      <Banners />
      <PageTabs label={t('system.title')}>
        {tabs.map(({ to, tab }) => (
          <Link key={to} to={to} className={tabLook} activeProps={tabHere}>
            {t(tab)}
          </Link>
        ))}
      </PageTabs>
      {children}
    </div>
  )
}
