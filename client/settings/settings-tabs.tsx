import { Link } from '@tanstack/react-router'
import { useWords } from '../i18n/use-words.ts'
import { PageTabs, tabHere, tabLook } from '../ui/page-tabs.tsx'

/** What an admin sets and looks up, page by page. */
export function SettingsTabs() {
  const { t } = useWords()
  return (
    <PageTabs label={t('settings.title')}>
      <Link to="/settings/branches" className={tabLook} activeProps={tabHere}>
        {t('settings.branches')}
      </Link>
      <Link to="/settings/business" className={tabLook} activeProps={tabHere}>
        {t('business.title')}
      </Link>
      <Link to="/settings/people" className={tabLook} activeProps={tabHere}>
        {t('staff.people')}
      </Link>
      <Link to="/settings/lanes" className={tabLook} activeProps={tabHere}>
        {t('staff.lanes')}
      </Link>
      <Link to="/settings/features" className={tabLook} activeProps={tabHere}>
        {t('features.title')}
      </Link>
      <Link to="/audit" className={tabLook} activeProps={tabHere}>
        {t('audit.title')}
      </Link>
    </PageTabs>
  )
}
