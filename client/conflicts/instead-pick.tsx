import type { KeyboardEvent } from 'react'
import { useState } from 'react'
import type { CaseLine } from '../../shared/conflicts/desk-case.ts'
import { useShop } from '../app/shop-context.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { Pick } from './pick.tsx'

const most = 5

type Props = {
  line: CaseLine
  branchId: string
  /** Empty where nothing is chosen yet. */
  productId: string
  onPick(productId: string): void
}

/** What was handed over for a line: a sibling of the product, or any other that is looked for. */
export function InsteadPick({ line, branchId, productId, onPick }: Props) {
  const { t } = useWords()
  const { catalogue, stock } = useShop()
  const [typed, setTyped] = useState('')
  const isSibling = line.siblings.some((one) => one.productId === productId)
  const other = productId === '' || isSibling ? null : catalogue.product(productId)
  const says = (name: string, onHand: number) => t('cases.has', { name, count: onHand })
  const here = (id: string) => Math.max(0, stock.onHand(id, branchId)?.onHand ?? 0)
  const options = [
    ...line.siblings.map((one) => ({ value: one.productId, label: says(one.title, one.onHand) })),
    ...(other ? [{ value: other.id, label: says(other.title, here(other.id)) }] : []),
  ]
  const text = typed.trim()
  const byCode = [catalogue.byBarcode(text), catalogue.bySku(text)].filter((one) => one !== null)
  const found = text === '' ? [] : [...byCode, ...catalogue.search(text, most)]
  const hits = found
    .filter((one, at) => one.id !== line.productId && found.findIndex(({ id }) => id === one.id) === at)
    .slice(0, most)

  function pick(id: string) {
    setTyped('')
    onPick(id)
  }

  function press(event: KeyboardEvent) {
    if (event.key !== 'Enter' || text === '') return
    // It takes what was found; the case is settled by the next one.
    event.preventDefault()
    if (hits[0]) pick(hits[0].id)
  }

  return (
    <div className="flex flex-col gap-2">
      <Pick
        label={`${t('cases.instead')}: ${line.title}`}
        value={productId}
        options={options}
        none={t('cases.noSibling')}
        onPick={onPick}
      />
      <TextField
        label={t('cases.other')}
        hint={text !== '' && hits.length === 0 ? t('cases.otherNone') : undefined}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={press}
      />
      {hits.length > 0 ? (
        <ul className="flex flex-wrap gap-2" aria-label={t('cases.other')}>
          {hits.map((one) => (
            <li key={one.id}>
              <Button size="small" onClick={() => pick(one.id)}>
                {says(`${one.title} · ${one.sku}`, here(one.id))}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
