import { ShieldAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Banners } from '../app/banners.tsx'
import { TopBar } from '../app/top-bar.tsx'
import { useWords } from '../i18n/use-words.ts'
import { DeskLinks } from '../orders/desk-links.tsx'
import { usePeople } from '../people/people-context.ts'
import { Button } from '../ui/button.tsx'
import { SettingsTabs } from './settings-tabs.tsx'
import { useAdminHere } from './use-admin-here.ts'

/** The frame of every page of settings, with the way to the others. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  return (
    <AdminFrame>
      <SettingsTabs />
      {children}
    </AdminFrame>
  )
}

/** The frame of pages that are an admin's: nobody else sees what is in it. */
export function AdminFrame({ children }: { children: ReactNode }) {
  const isAdmin = useAdminHere()
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <TopBar>
        <DeskLinks />
      </TopBar>
      <Banners />
      {isAdmin ? children : <OnlyAdmin />}
    </div>
  )
}

function OnlyAdmin() {
  const { t } = useWords()
  const here = usePeople()
  return (
    <main className="flex flex-1 flex-col items-center justify-center gap-3 p-6 text-center">
      <ShieldAlert aria-hidden className="size-8 text-muted" />
      <h1 className="text-xl font-semibold">{t('settings.onlyAdmin')}</h1>
      <p className="max-w-md text-muted">{t('settings.onlyAdminHint')}</p>
      {here ? (
        <Button look="primary" onClick={here.showPeople}>
          {t('till.switchTo')}
        </Button>
      ) : null}
    </main>
  )
}
