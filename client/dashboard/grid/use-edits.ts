import { useState } from 'react'
import { useShop } from '../../app/shop-context.ts'
import { wordsFor } from '../../app/words-for-error.ts'
import { wordsForRejection } from '../../app/words-for-rejection.ts'
import { useWords } from '../../i18n/use-words.ts'
import { note as say } from '../../ui/note.ts'
import type { EditedDocument, Pushed } from '../push-documents.ts'
import type { AnsweredSource } from '../table/source.ts'
import type { CellNote } from './grid-row.tsx'

/** What was typed for one field, read: the whole document with it, or the sentence that says what does not fit. */
export type ReadEdit<Item> = { kind: 'changed'; item: Item } | { kind: 'fault'; why: string }

type Given<Item, Field extends string> = {
  source: AnsweredSource<Item>
  read(item: Item, field: Field, typed: string): ReadEdit<Item>
  /** Sends it; null where it waits in the outbox of this device with everything else. */
  send(before: Item, after: Item): Promise<Pushed<Item> | null>
  nameOf(item: Item): string
}

export type Edits<Item, Field extends string> = {
  /** Forgets what was refused. */
  leave(item: Item, field: Field): void
  /** Says what is wrong with what was typed; null where it is on its way. */
  take(item: Item, field: Field, typed: string): string | null
}

type Notes = ReadonlyMap<string, ReadonlyMap<string, CellNote>>

/**
 * Edits of documents in their rows: shown at once with a dot, sent, and taken back where the server refuses, with what
 * was typed and why.
 */
export function useEdits<Item extends EditedDocument, Field extends string>({
  source,
  read,
  send,
  nameOf,
}: Given<Item, Field>): Edits<Item, Field> & { notes: Notes } {
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

  async function sendNow(before: Item, after: Item, field: Field, typed: string) {
    const refused = (why: string) => {
      source.forget(after)
      note(before.id, field, { kind: 'refused', typed, why })
      say(t('grid.notChanged', { name: nameOf(before) }), why)
    }
    try {
      const said = await send(before, after)
      if (said?.rejection) return refused(wordsForRejection(said.rejection, t))
      if (said) source.answered(said.document, after)
      else source.forget(after)
      note(before.id, field, null)
      void sync.syncNow()
    } catch (error) {
      refused(wordsFor(error, t))
    }
  }

  return {
    notes,
    leave: (item, field) => note(item.id, field, null),
    take(item, field, typed) {
      const edit = read(item, field, typed)
      if (edit.kind === 'fault') return edit.why
      note(item.id, field, { kind: 'saving' })
      source.edited(edit.item)
      void sendNow(item, edit.item, field, typed)
      return null
    },
  }
}
