import { useState } from 'react'
import type { Product } from '../../../shared/catalog/product.ts'
import { useShop } from '../../app/shop-context.ts'
import { wordsFor } from '../../app/words-for-error.ts'
import { wordsForRejection } from '../../app/words-for-rejection.ts'
import { useWords } from '../../i18n/use-words.ts'
import { note as say } from '../../ui/note.ts'
import type { CellNote } from '../grid/grid-row.tsx'
import { readEdit, type EditedField } from './edit-product.ts'
import { titleOf, type ProductSource } from './product-source.ts'
import { pushProducts } from './push-products.ts'

export type ProductEdits = ReturnType<typeof useProductEdits>

type Notes = ReadonlyMap<string, ReadonlyMap<string, CellNote>>

/**
 * Edits of products in their rows: shown at once with a dot, sent, and taken back where the server refuses, with what
 * was typed and why.
 */
export function useProductEdits(source: ProductSource, currency: string) {
  const { t } = useWords()
  const { sync } = useShop()
  const [notes, setNotes] = useState<Notes>(new Map())

  function note(id: string, field: string, said: CellNote | null) {
    setNotes((before) => {
      const fields = new Map(before.get(id))
      if (said) fields.set(field, said)
      else fields.delete(field)
      const next = new Map(before)
      if (fields.size > 0) next.set(id, fields)
      else next.delete(id)
      return next
    })
  }

  async function send(before: Product, after: Product, field: EditedField, typed: string) {
    const refused = (why: string) => {
      source.forget(before.id)
      note(before.id, field, { kind: 'refused', typed, why })
      say(t('grid.notChanged', { name: titleOf(before) }), why)
    }
    try {
      const said = (await pushProducts([{ before, after }])).get(before.id)
      if (said?.rejection) return refused(wordsForRejection(said.rejection, t))
      if (said) source.answered(said.product)
      note(before.id, field, null)
      void sync.syncNow()
    } catch (error) {
      refused(wordsFor(error, t))
    }
  }

  return {
    notes,
    /** Forgets what was refused. */
    leave: (product: Product, field: EditedField) => note(product.id, field, null),
    /** Says what is wrong with what was typed; null where it is on its way. */
    take(product: Product, field: EditedField, typed: string): string | null {
      const read = readEdit(product, field, typed, currency)
      if (read.kind === 'fault') return t(read.why === 'price' ? 'grid.noPrice' : 'grid.noText')
      note(product.id, field, { kind: 'saving' })
      // Between the position that is known and the next: the server's word, whichever comes first, replaces it.
      source.answered({ ...read.product, seq: product.seq + 0.5 })
      const whole = (it: Product): Product => ({ ...it, seq: Math.floor(it.seq) })
      void send(whole(product), whole(read.product), field, typed)
      return null
    },
  }
}
