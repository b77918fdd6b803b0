import type { ConnectedShop } from '../../shared/shopify/shop-status.ts'
import { useActions } from '../command-palette/use-actions.ts'
import { useWords } from '../i18n/use-words.ts'
import { note } from '../ui/note.ts'
import { AccessForm } from './access-form.tsx'
import { CallList } from './call-list.tsx'
import { DecisionList } from './decision-list.tsx'
import { ImportPanel } from './import-panel.tsx'
import { LocationsForm } from './locations-form.tsx'
import { RulesForm } from './rules-form.tsx'
import { ShopFigures } from './shop-figures.tsx'
import { StateCard } from './state-card.tsx'
import { shopActions } from './shop-actions.ts'
import type { ShopAnswers } from './use-shop.ts'
import { WaitingPanel } from './waiting-panel.tsx'

const said = {
  import: 'shopify.started',
  compare: 'shopify.compareAsked',
  disconnect: 'shopify.disconnected',
} as const

/** A connected shop: whether it is in step, the figures behind that, what needs somebody, and what is set. */
export function ShopDesk({ shop, answers }: { shop: ConnectedShop; answers: ShopAnswers }) {
  const { t } = useWords()
  const { waiting, decisions, calls, askAll } = answers
  const actions = useActions(
    shopActions(shop, async (what) => {
      if (what !== 'pause' && what !== 'resume') note(t(said[what]))
      await askAll()
    }),
  )
  const isSetUp = shop.locations.some(({ branchId }) => branchId !== null)
  const locations = (
    <LocationsForm key={JSON.stringify(shop.locations)} locations={shop.locations} onSaved={askAll} />
  )
  return (
    <>
      <StateCard shop={shop} actions={actions} onDone={askAll} />
      {isSetUp ? null : locations}
      <ShopFigures shop={shop} />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <ImportPanel shop={shop} actions={actions} onDone={askAll} />
          <WaitingPanel answer={waiting} onDone={askAll} />
          <DecisionList answer={decisions} currency={shop.currency} onDone={askAll} />
          <CallList answer={calls} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          {isSetUp ? locations : null}
          <RulesForm
            key={JSON.stringify([shop.owners, shop.openingStock])}
            owners={shop.owners}
            openingStock={shop.openingStock}
            onSaved={askAll}
          />
          <AccessForm shop={shop} actions={actions} onSaved={askAll} />
        </div>
      </div>
    </>
  )
}
