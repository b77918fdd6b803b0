import { Link } from '@tanstack/react-router'
import { pages, type Page } from '../app/pages.ts'
import { useWords } from '../i18n/use-words.ts'
import { PageTabs, tabHere, tabLook } from '../ui/page-tabs.tsx'

const tabs = pages.filter(
  (page): page is Extract<Page, { tab: string; for: 'admin' }> => 'tab' in page && page.for === 'admin',
)

/** What an admin sets and looks up, page by page. */
export function SettingsTabs() {
  const { t } = useWords()
  return (
    <PageTabs label={t('settings.title')}>
      {tabs.map(({ to, tab }) => (
        <Link key={to} to={to} className={tabLook} activeProps={tabHere}>
          {t(tab)}
        </Link>
      ))}
    </PageTabs>
  )
}
