import { Hourglass, PauseCircle } from 'lucide-react'
import type { FormEvent } from 'react'
import { useLayoutEffect, useRef, useState } from 'react'
import type { ParkedSale } from '../../../shared/orders/parked-sale.ts'
import { device } from '../../app/app-parts.ts'
import { useShop } from '../../app/shop-context.ts'
import { useObservable } from '../../app/use-observable.ts'
import { useCustomer } from '../../customers/use-customer.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { note } from '../../ui/note.ts'
import { TextField } from '../../ui/text-field.tsx'
import { isUntouched } from '../cart.ts'
import { sumsOfCart } from '../order-of-cart.ts'
import { useOpenTill, useTillState } from '../use-till.ts'
import { ParkedList } from './parked-list.tsx'
import { parkingWords } from './parking-words.ts'

const none: readonly ParkedSale[] = []

/** Parks the open sale under a name, and lists what the branch has parked. */
export function ParkSheet({ onClose }: { onClose(): void }) {
  const { t, clock } = useWords()
  const shop = useShop()
  const { till } = useOpenTill()
  const { cart, notice, stage } = useTillState()
  const sales = useObservable(shop.parked.all$, none)
  const customer = useCustomer(cart.customerId)
  const [time] = useState(() => clock(device.now()))
  const usual = customer?.name ?? time
  const busy = stage.kind === 'parking'

  async function resume(sale: ParkedSale) {
    if (await till.resume(sale, usual)) onClose()
  }

  return (
    <Dialog
      open
      onClose={onClose}
      place="side"
      title={t('parked.title')}
      description={sales.length > 0 ? t('parked.list', { count: sales.length }) : undefined}
      closeLabel={t('common.close')}
    >
      <div className="flex flex-col gap-4 pt-2" data-testid="park-sheet">
        {isUntouched(cart) ? null : <ParkForm usual={usual} onParked={onClose} />}
        {busy ? (
          <p role="status" className="flex items-center gap-2 rounded-xl bg-sunken px-4 py-3 text-muted">
            <Hourglass aria-hidden className="size-5 shrink-0" />
            {t('parked.working')}
          </p>
        ) : null}
        {notice?.kind === 'parking' ? (
          <p role="alert" className="rounded-xl bg-warn-soft px-4 py-3 font-medium text-warn">
            {parkingWords(notice.fault, t)}
          </p>
        ) : null}
        {sales.length > 0 ? (
          <ParkedList
            sales={sales}
            busy={busy}
            first={isUntouched(cart)}
            onResume={(sale) => void resume(sale)}
            onDrop={(sale) => {
              onClose()
              till.askDrop(sale)
            }}
          />
        ) : (
          <div className="py-12 text-center">
            <p className="text-lg font-medium">{t('parked.none')}</p>
            <p className="text-balance text-muted">{t('parked.noneHint')}</p>
          </div>
        )}
      </div>
    </Dialog>
  )
}

/**
 * The name is there already: Enter parks. A customer's comes a moment later, into the same field: a new one would have
 * no focus.
 */
function ParkForm({ usual, onParked }: { usual: string; onParked(): void }) {
  const { t, money } = useWords()
  const { till, branch } = useOpenTill()
  const { cart, stage } = useTillState()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const total = money(sumsOfCart(cart).total, branch.settings.currency)
  const hasPaid = stage.kind === 'paying' && stage.tenders.length > 0

  useLayoutEffect(() => {
    // What is typed goes on replacing the name that is there.
    if (typed === null && field.current === document.activeElement) field.current?.select()
    // oxlint-disable-next-line react/exhaustive-deps
  }, [usual])

  async function submit(event: FormEvent) {
    event.preventDefault()
    const name = typed?.trim() || usual
    if (!(await till.park(name))) return
    // Where the sale stands beside the products, its head says how many are parked.
    if (!matchMedia('(min-width: 48rem)').matches) note(t('parked.parkedNow', { label: name }))
    onParked()
  }

  return (
    <form
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-3 rounded-2xl border border-line bg-sunken p-4"
    >
      <TextField
        ref={field}
        data-first
        label={t('parked.label')}
        hint={t('parked.labelHint')}
        maxLength={120}
        autoComplete="off"
        value={typed ?? usual}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
      />
      {hasPaid ? (
        <p role="alert" className="rounded-xl bg-warn-soft px-4 py-3 font-medium text-warn">
          {t('till.finishPayment')}
        </p>
      ) : null}
      <Button type="submit" look="primary" disabled={hasPaid || stage.kind === 'parking'} data-testid="park">
        <PauseCircle aria-hidden className="size-5" />
        {t('parked.parkDo', { total })}
        <KeyHint>Enter</KeyHint>
      </Button>
    </form>
  )
}
