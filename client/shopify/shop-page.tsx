import type { ReactNode } from 'react'
import { wordsFor } from '../app/words-for-error.ts'
import { Freshness } from '../status/freshness.tsx'
import { useWords } from '../i18n/use-words.ts'
import { note } from '../ui/note.ts'
import { ConnectForm } from './connect-form.tsx'
import { ShopDesk } from './shop-desk.tsx'
import { useShopAnswers } from './use-shop.ts'

/** What an admin sees: the way to connect a shop, or how the connected one does. */
export function ShopPage() {
  const { t } = useWords()
  const answers = useShopAnswers()
  const { value, error } = answers.status
  const shop = value?.shop
  return (
    <main tabIndex={0} className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-3 sm:p-5">
      <PageHead lead={t('shopify.lead')} name={shop?.name}>
        <Freshness answer={answers.status} />
      </PageHead>
      {value === null && error ? (
        <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 text-bad">
          {wordsFor(error, t)}
        </p>
      ) : null}
      {value === null && !error ? <Skeleton label={t('shopify.loading')} /> : null}
      {value !== null && !shop ? (
        <ConnectForm
          onConnected={async () => {
            await answers.askAll()
            note(t('shopify.connectedTitle'), t('shopify.connectedHint'))
          }}
        />
      ) : null}
      {shop ? <ShopDesk shop={shop} answers={answers} /> : null}
    </main>
  )
}

/** What the page is called, and what it is for. */
export function PageHead({
  lead,
  name,
  children,
}: {
  lead: string
  name?: string | undefined
  children: ReactNode
}) {
  const { t } = useWords()
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
      <div className="mr-auto">
        <h1 className="text-2xl font-semibold tracking-tight">
          {t('shopify.title')}
          {name ? (
            <span className="ml-3 text-base font-normal tracking-normal text-muted">{name}</span>
          ) : null}
        </h1>
        <p className="max-w-3xl text-muted">{lead}</p>
      </div>
      {children}
    </div>
  )
}

export function Skeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-4">
      {[22, 26, 60].map((height, index) => (
        <div key={index} className="animate-pulse rounded-2xl bg-sunken" style={{ height: height * 4 }} />
      ))}
    </div>
  )
}
