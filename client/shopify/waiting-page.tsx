import { ShopWaiting } from '../../shared/shopify/waiting.ts'
import { useAnswer } from '../app/use-answer.ts'
import { useWords } from '../i18n/use-words.ts'
import { Freshness } from '../status/freshness.tsx'
import { PageHead } from './shop-page.tsx'
import { WaitingPanel } from './waiting-panel.tsx'

const EVERY_MS = 5_000

/** What support sees of the shop: what waits, and why. */
export function WaitingPage() {
  const { t } = useWords()
  const answer = useAnswer('/shopify/waiting', (it) => ShopWaiting.parse(it), EVERY_MS)
  return (
    <main tabIndex={0} className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-3 sm:p-5">
      <PageHead lead={t('shopify.leadSupport')}>
        <Freshness answer={answer} />
      </PageHead>
      <div className="max-w-4xl">
        <WaitingPanel answer={answer} onDone={answer.ask} />
      </div>
    </main>
  )
}
