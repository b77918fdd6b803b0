import type { Reorder } from '../../shared/velocity/demand.ts'
import { csvLine } from '../dashboard/csv/write-csv.ts'
import { download } from '../dashboard/csv/export-rows.ts'
import type { Words } from '../i18n/use-words.ts'
import { daysLeftWords, kindWords } from './lasting.ts'

/** Offers the whole list as a CSV file, with plain numbers; days as the page says them. */
export function exportReorder({ at, rows, branches }: Reorder, { t }: Words): void {
  const plain = { t, number: String }
  const names = new Map(branches.map(({ id, name }) => [id, name]))
  const titles = [
    t('grid.product'),
    t('grid.sku'),
    t('grid.vendor'),
    t('home.branch'),
    t('reorder.onHand'),
    t('reorder.sells'),
    t('reorder.kind'),
    t('reorder.soonest'),
    t('reorder.latest'),
    t('reorder.point'),
    t('reorder.full'),
    t('reorder.bring'),
    t('reorder.order'),
  ]
  const lines = rows.map((row) =>
    csvLine([
      row.title,
      row.sku,
      row.vendor,
      names.get(row.branchId) ?? '',
      String(row.onHand),
      String(row.perDay),
      kindWords(row.kind, t),
      daysLeftWords(row.lasts?.low ?? null, plain),
      daysLeftWords(row.lasts?.high ?? null, plain),
      String(row.point),
      String(row.full),
      row.transfers.map(({ branchId, quantity }) => `${quantity} ${names.get(branchId) ?? ''}`).join('; '),
      String(row.order),
    ]),
  )
  const file = new Blob(['\uFEFF', csvLine(titles), ...lines], { type: 'text/csv;charset=utf-8' })
  download(file, `reorder-${at.slice(0, 10)}.csv`)
}
