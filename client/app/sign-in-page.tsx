import { CloudOff, HardDriveDownload, Send } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/i18n.ts'
import { LanguageChoice } from './language-choice.tsx'
import { Mark } from './mark.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** The first page of a browser that knows nobody. */
export function SignInPage() {
  const { t } = useTranslation()
  return (
    <Entrance
      aside={
        <ul className="flex flex-col gap-4 text-[17px]">
          <Point icon={<CloudOff aria-hidden className="size-5" />}>{t('signIn.point1')}</Point>
          <Point icon={<HardDriveDownload aria-hidden className="size-5" />}>{t('signIn.point2')}</Point>
          <Point icon={<Send aria-hidden className="size-5" />}>{t('signIn.point3')}</Point>
        </ul>
      }
    >
      <h1 className="text-3xl font-semibold tracking-tight">{t('signIn.title')}</h1>
      <p className="mt-2 mb-8 text-muted">{t('signIn.lead')}</p>
      <SignInForm />
      <div className="mt-10">
        <LanguageChoice />
      </div>
    </Entrance>
  )
}

/** The frame of the pages before the till: the work on one side, a quiet panel on the other where there is room. */
export function Entrance({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  const { t } = useTranslation()
  return (
    <main className="grid min-h-full lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div className="flex items-center justify-center px-5 py-10">
        <div className="w-full max-w-sm">{children}</div>
      </div>
      <aside className="hidden flex-col justify-between gap-12 bg-sunken p-14 lg:flex">
        <div className="flex items-center gap-3 text-lg font-semibold tracking-tight">
          <Mark className="size-8" />
          {t('app.name')}
        </div>
        <Mark className="size-72 self-center opacity-90" />
        <div>{aside}</div>
      </aside>
    </main>
  )
}

function Point({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-center gap-3">
      <span className="grid size-10 place-items-center rounded-xl bg-surface text-accent-text shadow-card">
        {icon}
      </span>
      {children}
    </li>
  )
}
