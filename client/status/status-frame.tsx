import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Banners } from '../app/banners.tsx'
import { TopBar } from '../app/top-bar.tsx'
import { useWords } from '../i18n/use-words.ts'
import { DeskLinks } from '../orders/desk-links.tsx'
import { PageTabs, tabHere, tabLook } from '../ui/page-tabs.tsx'

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
        <Link to="/status" className={tabLook} activeProps={tabHere}>
          {t('system.system')}
        </Link>
        <Link to="/branches" className={tabLook} activeProps={tabHere}>
          {t('system.branches')}
        </Link>
      </PageTabs>
      {children}
    </div>
  )
}
