import { useRef, useState } from 'react'
import type { BasisPoints } from '../../../shared/basics/scalars.ts'
import type { Product } from '../../../shared/catalog/product.ts'
import { device } from '../../app/app-parts.ts'
import { useShop } from '../../app/shop-context.ts'
import { wordsFor } from '../../app/words-for-error.ts'
import { wordsForRejection } from '../../app/words-for-rejection.ts'
import { useTelling } from '../../bulk/use-telling.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Progress } from '../../ui/progress.tsx'
import { download } from '../csv/export-rows.ts'
import { csvLine } from '../csv/write-csv.ts'
import { Select } from '../../ui/select.tsx'
import type { ProductSource } from '../products/product-source.ts'
import {
  guessMapping,
  importedFields,
  planRow,
  type ImportedField,
  type Mapping,
  type Planned,
} from './plan-import.ts'
import { mostBytes, mostRows, readCsv } from './read-csv.ts'
import { runImport, type Progress as Running, type ToWrite } from './run-import.ts'

type Sheet = { heads: string[]; rows: string[][] }
type Step =
  | { kind: 'choose'; fault: string | null }
  | { kind: 'map'; file: Sheet; mapping: Mapping }
  | { kind: 'planning'; done: number; of: number }
  | { kind: 'look'; file: Sheet; planned: readonly Planned[] }
  | { kind: 'run'; file: Sheet; planned: readonly Planned[]; running: Running; of: number; ended: boolean }

/** How many changes are shown before they are made. */
const sample = 20
const slice = 500

/** A file of products: its columns are named, every row is looked at and shown, and only then is anything sent. */
export function ImportDialog({ source, onClose }: { source: ProductSource; onClose(): void }) {
  const { words, currency, branches } = useTelling()
  const { t, number, money } = words
  const { sync } = useShop()
  const [step, setStep] = useState<Step>({ kind: 'choose', fault: null })
  const cancel = useRef(new AbortController())
  const titles: Readonly<Record<ImportedField, string>> = {
    sku: t('grid.sku'),
    title: t('grid.product'),
    price: t('grid.price'),
    category: t('grid.category'),
    vendor: t('grid.vendor'),
    barcode: t('grid.barcode'),
    tags: t('grid.tags'),
    status: t('grid.status'),
  }

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

  async function plan(file: Sheet, mapping: Mapping) {
    const bySku = new Map<string, Product>()
    const { table } = source
    for (let row = 0; row < table.size; row += 1) {
      const product = source.at(row)
      if (product) bySku.set(product.sku.toLowerCase(), product)
      if (row % slice === 0) await new Promise((resolve) => setTimeout(resolve))
    }
    const seen = new Set<string>()
    const planned: Planned[] = []
    const taxRate = (branches[0]?.settings.defaultTaxRate ?? 0) as BasisPoints
    for (const [at, cells] of file.rows.entries()) {
      const find = (sku: string) => bySku.get(sku) ?? null
      const now = new Date(device.now()).toISOString()
      planned.push(
        planRow(cells, at + 2, seen, { mapping, currency, taxRate, find, newId: device.newId, now }),
      )
      if (at % slice !== 0) continue
      setStep({ kind: 'planning', done: at, of: file.rows.length })
      await new Promise((resolve) => setTimeout(resolve))
      if (cancel.current.signal.aborted) return
    }
    setStep({ kind: 'look', file, planned })
  }

  async function run(file: Sheet, planned: readonly Planned[]) {
    const rows = planned.filter((one): one is ToWrite => one.kind === 'change' || one.kind === 'new')
    const show = (running: Running, ended: boolean) =>
      setStep({ kind: 'run', file, planned, running, of: rows.length, ended })
    show({ done: 0, failed: [] }, false)
    show(await runImport(rows, (running) => show(running, false), cancel.current.signal), true)
    void sync.syncNow()
  }

  /** The rows as they came, with the reason in a column of its own: corrected, the file is imported again. */
  function faultsFile(file: Sheet, planned: readonly Planned[], running: Running | null): Blob {
    const lines = planned.flatMap((one) =>
      one.kind === 'fault' ? [[...one.cells, `${titles[one.field]}: ${t(`grid.fault_${one.why}`)}`]] : [],
    )
    const failed = (running?.failed ?? []).map(({ row, why }) => [
      ...(file.rows[row.line - 2] ?? []),
      'error' in why ? wordsFor(why.error, t) : wordsForRejection(why, t),
    ])
    return new Blob(['\uFEFF', ...[[...file.heads, t('grid.reason')], ...lines, ...failed].map(csvLine)], {
      type: 'text/csv;charset=utf-8',
    })
  }

  const shownAs = (field: ImportedField, value: string) =>
    field === 'price' && value !== '' ? money(Number(value), currency) : value
  const counted = (planned: readonly Planned[], kind: Planned['kind']) =>
    planned.filter((one) => one.kind === kind).length

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
            <p className="text-muted">{t('grid.importLead')}</p>
            <input
              type="file"
              accept=".csv,text/csv"
              aria-label={t('grid.import')}
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
            {importedFields.map((field) => (
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
            {step.mapping.sku === null ? <p className="text-bad">{t('grid.needsSku')}</p> : null}
            <Button
              look="primary"
              disabled={step.mapping.sku === null}
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
                        {t('grid.line', { line: number(one.line) })} {titles[one.field]}:{' '}
                        {t(`grid.fault_${one.why}`)}
                      </span>
                    ) : (
                      <>
                        <span className="font-medium">{one.after.sku}</span>
                        {one.differences.map(({ field, before, after }) => (
                          <span key={field} className="block text-muted">
                            {titles[field]}: {shownAs(field, before) || '—'} → {shownAs(field, after) || '—'}
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
            <Button
              look="primary"
              disabled={counted(step.planned, 'new') + counted(step.planned, 'change') === 0}
              onClick={() => void run(step.file, step.planned)}
            >
              {t('grid.runImport', {
                count: counted(step.planned, 'new') + counted(step.planned, 'change'),
              })}
            </Button>
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
