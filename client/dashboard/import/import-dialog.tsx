import { useRef, useState } from 'react'
import { useShop } from '../../app/shop-context.ts'
import { wordsFor } from '../../app/words-for-error.ts'
import { wordsForRejection } from '../../app/words-for-rejection.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Progress } from '../../ui/progress.tsx'
import { Select } from '../../ui/select.tsx'
import { download } from '../csv/export-rows.ts'
import { csvLine } from '../csv/write-csv.ts'
import type { EditedDocument, Pushed } from '../push-documents.ts'
import { guessMapping, type Faulty, type Mapping, type Planned, type ToWrite } from './plan.ts'
import { mostBytes, mostRows, readCsv } from './read-csv.ts'
import { runImport, type Progress as Running } from './run-import.ts'

/** What is imported: how its rows are read, told and sent. */
export type ImportKind<Item extends EditedDocument, Field extends string, Why extends string> = {
  lead: string
  titles: Readonly<Record<Field, string>>
  /** What is still to be said of the columns; null where it is enough. */
  lacks(mapping: Mapping<Field>): string | null
  /** Reads what is known here, in pauses, and gives what plans one row after the other. */
  planner(
    mapping: Mapping<Field>,
  ): Promise<(cells: readonly string[], line: number) => Planned<Item, Field, Why>>
  says(why: Why): string
  nameOf(item: Item): string
  shownAs(field: Field, value: string): string
  button(count: number): string
  /** Sends some rows; gives the server's word on those it has one on. */
  push(rows: readonly ToWrite<Item, Field>[]): Promise<ReadonlyMap<string, Pushed<Item>>>
}

type Sheet = { heads: string[]; rows: string[][] }
type Step<Item extends EditedDocument, Field extends string, Why extends string> =
  | { kind: 'choose'; fault: string | null }
  | { kind: 'map'; file: Sheet; mapping: Mapping<Field> }
  | { kind: 'planning'; done: number; of: number }
  | { kind: 'look'; file: Sheet; planned: readonly Planned<Item, Field, Why>[] }
  | {
      kind: 'run'
      file: Sheet
      planned: readonly Planned<Item, Field, Why>[]
      running: Running<ToWrite<Item, Field>>
      of: number
      ended: boolean
    }

/** How many changes are shown before they are made. */
const sample = 20
const slice = 500

type Props<Item extends EditedDocument, Field extends string, Why extends string> = {
  kind: ImportKind<Item, Field, Why>
  onClose(): void
}

/** A file of rows: its columns are named, every row is looked at and shown, and only then is anything sent. */
export function ImportDialog<Item extends EditedDocument, Field extends string, Why extends string>({
  kind,
  onClose,
}: Props<Item, Field, Why>) {
  const { t, number } = useWords()
  const { sync } = useShop()
  const [step, setStep] = useState<Step<Item, Field, Why>>({ kind: 'choose', fault: null })
  const cancel = useRef(new AbortController())
  const { titles } = kind
  const fields = Object.keys(titles) as Field[]

  async function choose(file: File | undefined) {
    if (!file) return
    const read =
      file.size > mostBytes
        ? ({ kind: 'fault', why: 'tooMany' } as const)
        : readCsv(new Uint8Array(await file.arrayBuffer()))
    if (read.kind === 'fault')
      return setStep({ kind: 'choose', fault: t(`grid.csv_${read.why}`, { most: number(mostRows) }) })
    setStep({ kind: 'map', file: read, mapping: guessMapping(read.heads, titles) })
  }

  async function plan(file: Sheet, mapping: Mapping<Field>) {
    setStep({ kind: 'planning', done: 0, of: file.rows.length })
    const planOne = await kind.planner(mapping)
    const planned: Planned<Item, Field, Why>[] = []
    for (const [at, cells] of file.rows.entries()) {
      planned.push(planOne(cells, at + 2))
      if (at % slice !== 0) continue
      setStep({ kind: 'planning', done: at, of: file.rows.length })
      await new Promise((resolve) => setTimeout(resolve))
      if (cancel.current.signal.aborted) return
    }
    setStep({ kind: 'look', file, planned })
  }

  async function run(file: Sheet, planned: readonly Planned<Item, Field, Why>[]) {
    const rows = planned.filter(
      (one): one is ToWrite<Item, Field> => one.kind === 'change' || one.kind === 'new',
    )
    const show = (running: Running<ToWrite<Item, Field>>, ended: boolean) =>
      setStep({ kind: 'run', file, planned, running, of: rows.length, ended })
    show({ done: 0, failed: [] }, false)
    show(await runImport(rows, kind.push, (running) => show(running, false), cancel.current.signal), true)
    void sync.syncNow()
  }

  const saysFault = ({ field, why }: Faulty<Field, Why>) => `${titles[field]}: ${kind.says(why)}`

  /** The rows as they came, with the reason in a column of its own: corrected, the file is imported again. */
  function faultsFile(
    file: Sheet,
    planned: readonly Planned<Item, Field, Why>[],
    running: Running<ToWrite<Item, Field>> | null,
  ): Blob {
    const lines = planned.flatMap((one) => (one.kind === 'fault' ? [[...one.cells, saysFault(one)]] : []))
    const failed = (running?.failed ?? []).map(({ row, why }) => [
      ...(file.rows[row.line - 2] ?? []),
      'error' in why ? wordsFor(why.error, t) : wordsForRejection(why, t),
    ])
    return new Blob(['\uFEFF', ...[[...file.heads, t('grid.reason')], ...lines, ...failed].map(csvLine)], {
      type: 'text/csv;charset=utf-8',
    })
  }

  const counted = (planned: readonly Planned<Item, Field, Why>[], which: Planned<Item, Field, Why>['kind']) =>
    planned.filter((one) => one.kind === which).length

  return (
    <Dialog
      open
      place="side"
      title={t('grid.import')}
      closeLabel={t('common.close')}
      onClose={() => {
        cancel.current.abort()
        onClose()
      }}
    >
      <div className="flex flex-col gap-4 pt-2" data-testid="import-dialog">
        {step.kind === 'choose' ? (
          <>
            <p className="text-muted">{kind.lead}</p>
            <input
              type="file"
              accept=".csv,text/csv"
              aria-label={t('grid.import')}
              // The same file once more, mended meanwhile, is a choice too.
              onClick={(event) => (event.currentTarget.value = '')}
              onChange={(event) => void choose(event.currentTarget.files?.[0])}
              className="rounded-xl border border-line-strong p-3"
            />
            {step.fault ? (
              <p role="alert" className="rounded-xl bg-bad-soft px-4 py-2 text-bad">
                {step.fault}
              </p>
            ) : null}
          </>
        ) : null}
        {step.kind === 'map' ? (
          <>
            <p className="text-muted">{t('grid.mapLead', { count: number(step.file.rows.length) })}</p>
            {fields.map((field) => (
              <Select
                key={field}
                label={titles[field]}
                isShown
                value={String(step.mapping[field] ?? '')}
                options={[
                  { value: '', label: t('grid.notInFile') },
                  ...step.file.heads.map((head, at) => ({ value: String(at), label: head })),
                ]}
                onChange={(value) =>
                  setStep({
                    ...step,
                    mapping: { ...step.mapping, [field]: value === '' ? null : Number(value) },
                  })
                }
              />
            ))}
            {kind.lacks(step.mapping) ? <p className="text-bad">{kind.lacks(step.mapping)}</p> : null}
            <Button
              look="primary"
              disabled={kind.lacks(step.mapping) !== null}
              onClick={() => void plan(step.file, step.mapping)}
            >
              {t('grid.dryRun')}
            </Button>
          </>
        ) : null}
        {step.kind === 'planning' ? (
          <Progress label={t('grid.dryRun')} figures={number(step.done)} value={step.done / step.of} />
        ) : null}
        {step.kind === 'look' ? (
          <>
            <p role="status" className="font-medium">
              {t('grid.planned', {
                fresh: number(counted(step.planned, 'new')),
                changed: number(counted(step.planned, 'change')),
                same: number(counted(step.planned, 'same')),
                faults: number(counted(step.planned, 'fault')),
              })}
            </p>
            <ul className="flex flex-col gap-2 text-sm">
              {step.planned
                .filter((one) => one.kind !== 'same')
                .slice(0, sample)
                .map((one) => (
                  <li key={one.line} className="rounded-lg border border-line px-3 py-2">
                    {one.kind === 'fault' ? (
                      <span className="text-bad">
                        {t('grid.line', { line: number(one.line) })} {saysFault(one)}
                      </span>
                    ) : (
                      <>
                        <span className="font-medium">{kind.nameOf(one.after)}</span>
                        {one.differences.map(({ field, before, after }) => (
                          <span key={field} className="block text-muted">
                            {titles[field]}: {kind.shownAs(field, before) || '—'} →{' '}
                            {kind.shownAs(field, after) || '—'}
                          </span>
                        ))}
                      </>
                    )}
                  </li>
                ))}
            </ul>
            {counted(step.planned, 'fault') > 0 ? (
              <Button
                onClick={() => download(faultsFile(step.file, step.planned, null), 'import-errors.csv')}
              >
                {t('grid.faultsFile')}
              </Button>
            ) : null}
            {counted(step.planned, 'new') + counted(step.planned, 'change') > 0 ? (
              <Button look="primary" onClick={() => void run(step.file, step.planned)}>
                {kind.button(counted(step.planned, 'new') + counted(step.planned, 'change'))}
              </Button>
            ) : null}
          </>
        ) : null}
        {step.kind === 'run' ? (
          <>
            <Progress
              label={step.ended ? t('grid.imported') : t('grid.importing')}
              figures={`${number(step.running.done)} / ${number(step.of)}`}
              value={step.of === 0 ? 1 : step.running.done / step.of}
            />
            {step.running.failed.length > 0 ? (
              <p role="alert" className="text-bad">
                {t('grid.importFailed', { count: step.running.failed.length })}
              </p>
            ) : null}
            {step.ended && step.running.failed.length + counted(step.planned, 'fault') > 0 ? (
              <Button
                onClick={() =>
                  download(faultsFile(step.file, step.planned, step.running), 'import-errors.csv')
                }
              >
                {t('grid.faultsFile')}
              </Button>
            ) : null}
            {step.ended ? null : <Button onClick={() => cancel.current.abort()}>{t('common.cancel')}</Button>}
          </>
        ) : null}
      </div>
    </Dialog>
  )
}
