import { Layers } from 'lucide-react'
import type { FormEvent } from 'react'
import { useState } from 'react'
import type { BulkOperation } from '../../shared/bulk/bulk-operation.ts'
import type { ProductQuery, Selection } from '../../shared/bulk/selection.ts'
import { device } from '../app/app-parts.ts'
import { wordsFor } from '../app/words-for-error.ts'
import type { Action } from '../command-palette/action.ts'
import { perform } from '../command-palette/perform.ts'
import { useActions } from '../command-palette/use-actions.ts'
import { AdminFrame } from '../settings/settings-frame.tsx'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { Pill } from '../ui/pill.tsx'
import type { Tone } from '../ui/pill.tsx'
import { TextField } from '../ui/text-field.tsx'
import { bulkCommands, saveFailures } from './bulk-api.ts'
import { BulkDialog } from './bulk-dialog.tsx'
import { openingOperation, operationActions } from './operation-actions.ts'
import type { OperationCommand } from './operation-actions.ts'
import type { Telling } from './operation-words.ts'
import { saysWhole } from './operation-words.ts'
import { stateWords } from './progress-view.tsx'
import { useOperations } from './use-operations.ts'
import { useTelling } from './use-telling.ts'

const emptySearch = { search: '', category: '', vendor: '', tag: '', status: 'active' as const }
type Search = Omit<typeof emptySearch, 'status'> & { status: 'all' | 'active' | 'archived' }

/** Where an admin changes many products by a search, and sees what was changed so. */
export function BulkPage() {
  const telling = useTelling()
  const { t } = telling.words
  const [search, setSearch] = useState<Search>(emptySearch)
  const [shown, setShown] = useState<{ selection: Selection | null; opened?: BulkOperation } | null>(null)
  const { operations, fault } = useOperations(shown)

  const [commands] = useState(bulkCommands)
  const [isBusy, setBusy] = useState(false)

  function open(opened: BulkOperation) {
    setShown({ selection: null, opened })
  }

  /** Tells an operation something, and shows what comes of it. */
  async function tell(id: string, what: OperationCommand) {
    setBusy(true)
    try {
      open(await commands.tell(id, what))
    } finally {
      setBusy(false)
    }
  }

  const opening = (operation: BulkOperation) => openingOperation(operation, telling, () => open(operation))
  useActions([
    ...(operations ?? []).flatMap((operation) =>
      operationActions(operation, telling, {
        isBusy,
        isUndone: operations?.some((one) => undoes(one, operation)) === true,
        now: device.now(),
        tell: (what) => tell(operation.id, what),
        saveFailures: () => saveFailures(operation.id),
      }),
    ),
    ...(operations ?? []).map(opening),
  ])

  function choose(event: FormEvent) {
    event.preventDefault()
    setShown({ selection: { kind: 'products', query: queryOf(search), except: [] } })
  }

  return (
    <AdminFrame>
      <main className="flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto p-3 sm:p-5">
        <div>
          <h1 className="text-2xl font-semibold tracking-tight">{t('bulk.title')}</h1>
          <p className="max-w-3xl text-muted">{t('bulk.lead')}</p>
        </div>
        <SearchForm search={search} telling={telling} onEdit={setSearch} onSubmit={choose} />
        <section className="flex max-w-4xl flex-col gap-2">
          <h2 className="text-lg font-semibold">{t('bulk.history')}</h2>
          {fault ? (
            <p role="alert" className="rounded-xl bg-bad-soft px-4 py-2 text-bad">
              {wordsFor(fault, t)}
            </p>
          ) : null}
          {operations?.length === 0 ? (
            <div className="flex flex-col items-center gap-2 py-14 text-center">
              <Layers aria-hidden className="size-8 text-muted" />
              <p className="text-lg font-medium">{t('bulk.none')}</p>
              <p className="text-muted">{t('bulk.noneHint')}</p>
            </div>
          ) : null}
          <ul className="flex flex-col gap-2" data-testid="bulk-operations">
            {operations?.map((operation) => (
              <OperationRow
                key={operation.id}
                operation={operation}
                telling={telling}
                opening={opening(operation)}
              />
            ))}
          </ul>
        </section>
      </main>
      {shown ? <BulkDialog {...shown} onClose={() => setShown(null)} /> : null}
    </AdminFrame>
  )
}

function undoes({ kind, sourceId, state }: BulkOperation, { id }: BulkOperation): boolean {
  return kind === 'undo' && sourceId === id && state !== 'cancelled' && state !== 'stopped'
}

/** What was typed, as the query that the grid's own filters would make of it. */
function queryOf({ search, category, vendor, tag, status }: Search): ProductQuery {
  const filter = (field: 'category' | 'vendor' | 'tag', value: string) =>
    value.trim() === '' ? [] : [{ field, op: 'has' as const, value: value.trim() }]
  return {
    search,
    filters: [
      ...filter('category', category),
      ...filter('vendor', vendor),
      ...filter('tag', tag),
      ...(status === 'all' ? [] : [{ field: 'status' as const, op: 'is' as const, value: status }]),
    ],
    branchId: null,
  }
}

type SearchProps = {
  search: Search
  telling: Telling
  onEdit(search: Search): void
  onSubmit(event: FormEvent): void
}

function SearchForm({ search, telling, onEdit, onSubmit }: SearchProps) {
  const { t } = telling.words
  const field = (name: 'search' | 'category' | 'vendor' | 'tag') => ({
    name,
    autoComplete: 'off',
    label: t(`bulk.${name}`),
    value: search[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      onEdit({ ...search, [name]: event.currentTarget.value }),
  })
  return (
    <form
      className="flex max-w-4xl flex-col gap-4 rounded-2xl border border-line bg-surface p-4"
      onSubmit={onSubmit}
    >
      <TextField {...field('search')} />
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField {...field('category')} />
        <TextField {...field('vendor')} />
        <TextField {...field('tag')} />
      </div>
      <div className="flex flex-wrap items-center gap-4">
        <div className="w-full sm:w-80">
          <Choice
            label={t('bulk.status')}
            value={search.status}
            options={[
              { value: 'active', label: t('bulk.active') },
              { value: 'archived', label: t('bulk.archived') },
              { value: 'all', label: t('bulk.anyStatus') },
            ]}
            onChange={(status) => onEdit({ ...search, status })}
          />
        </div>
        <Button type="submit" look="primary" className="ml-auto">
          {t('bulk.choose')}
        </Button>
      </div>
    </form>
  )
}

const tones: Record<BulkOperation['state'], Tone> = {
  queued: 'plain',
  running: 'accent',
  done: 'good',
  cancelled: 'warn',
  stopped: 'bad',
}

function OperationRow({
  operation,
  telling,
  opening,
}: {
  operation: BulkOperation
  telling: Telling
  opening: Action
}) {
  const { t, fullMoment } = telling.words
  const { createdBy, createdAt, changed, unchanged, failed, total, kind, state } = operation
  return (
    <li>
      <button
        type="button"
        onClick={() => perform(opening)}
        className="flex min-h-18 w-full flex-wrap items-center gap-x-4 gap-y-1 rounded-2xl border border-line bg-surface px-4 py-3 text-left hover:bg-sunken"
      >
        <span className="min-w-0 flex-1 max-sm:basis-full">
          <span className="block font-semibold sm:truncate">{saysWhole(operation, telling)}</span>
          <span className="block text-sm text-muted">
            {t('bulk.byWhom', { name: createdBy.name, moment: fullMoment(createdAt) })}
          </span>
        </span>
        <span className="figures text-sm text-muted">
          {t(kind === 'undo' ? 'bulk.figuresUndo' : 'bulk.figures', {
            done: changed + unchanged,
            failed,
            total,
          })}
        </span>
        <Pill tone={tones[state]}>{stateWords(operation, telling)}</Pill>
      </button>
    </li>
  )
}
