import { isFormula, withoutApostrophe } from '../csv/write-csv.ts'
import type { EditedDocument } from '../push-documents.ts'

/** Which column of the file a field is in; null where the file says nothing of it. */
export type Mapping<Field extends string> = Readonly<Record<Field, number | null>>

export type Difference<Field extends string> = { field: Field; before: string; after: string }

/** A row of a file that would be sent. */
export type ToWrite<Item extends EditedDocument, Field extends string> = {
  kind: 'change' | 'new'
  /** Of the file; its heads are line 1. */
  line: number
  before: Item | null
  after: Item
  differences: Difference<Field>[]
}

/** A row of a file that cannot be: the field, and why as a code. */
export type Faulty<Field extends string, Why extends string> = {
  kind: 'fault'
  line: number
  cells: readonly string[]
  why: Why
  field: Field
}

/** What one row of a file would do. */
export type Planned<Item extends EditedDocument, Field extends string, Why extends string> =
  | ToWrite<Item, Field>
  | { kind: 'same'; line: number }
  | Faulty<Field, Why>

/** The column of each field by the heads that the file has; what is not recognised is for a person to say. */
export function guessMapping<Field extends string>(
  heads: readonly string[],
  titles: Readonly<Record<Field, string>>,
): Mapping<Field> {
  const small = heads.map((head) => head.toLowerCase())
  const found = (field: Field) => {
    const at = small.findIndex((head) => head === field.toLowerCase() || head === titles[field].toLowerCase())
    return at < 0 ? null : at
  }
  return Object.fromEntries(
    (Object.keys(titles) as Field[]).map((field) => [field, found(field)]),
  ) as Mapping<Field>
}

/**
 * What the cells of a row say, by field; an empty one says something only of fields that may be emptied.
 *
 * @param mayStart fields in which a plus or a minus begins no formula
 * @returns the field that holds a formula, where one does
 */
export function cellsOf<Field extends string>(
  cells: readonly string[],
  mapping: Mapping<Field>,
  { emptied, mayStart }: { emptied: readonly NoInfer<Field>[]; mayStart: readonly NoInfer<Field>[] },
): ReadonlyMap<Field, string> | Field {
  const said = new Map<Field, string>()
  for (const [field, at] of Object.entries(mapping) as [Field, number | null][]) {
    const cell = at === null ? undefined : cells[at]?.trim()
    if (cell === undefined || (cell === '' && !emptied.includes(field))) continue
    if (isFormula(cell) && !mayStart.includes(field)) return field
    said.set(field, withoutApostrophe(cell))
  }
  return said
}

/** What stands in a cell, whatever is wrong with its row. */
export function cellIn(cells: readonly string[], at: number | null): string {
  return withoutApostrophe((at === null ? undefined : cells[at])?.trim() ?? '')
}

/** What a document would be after, beside what it was, in the words of a file. */
export function differencesOf<Item, Field extends string>(
  fields: readonly Field[],
  before: Item | null,
  after: Item,
  shownIn: (item: Item, field: Field) => string,
): Difference<Field>[] {
  return fields.flatMap((field) => {
    const [old, next] = [before ? shownIn(before, field) : '', shownIn(after, field)]
    return old === next ? [] : [{ field, before: old, after: next }]
  })
}
