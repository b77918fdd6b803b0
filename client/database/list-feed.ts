import { Observable } from 'rxjs'
import type { KeptCollection } from './open-databases.ts'
import { pagesOf, plain, textIn, type Plain, type Row } from './rows.ts'
import type { ListName, ListNews } from './shop.ts'

/** Rows of one piece of news: a few milliseconds of work for whoever takes them in. */
const slice = 500

/**
 * Every live document of a collection, a slice at a time, and from then on each change: for a page that shows all of
 * them. What changed while it was read is not told again as it was before.
 *
 * @param giveWay resolves when the disk is free for what is not urgent
 */
export function listFeed(
  name: ListName,
  collection: KeptCollection,
  giveWay: () => Promise<void>,
): Observable<ListNews> {
  return new Observable((seer) => {
    const newer = new Set<string>()
    let whole = false
    const following = collection.eventBulks$.subscribe((bulk) => {
      const rows = bulk.events.map(({ documentData }) => plain(documentData as unknown as Row))
      if (!whole) for (const { id } of rows) newer.add(id)
      tell(rows)
    })

    function tell(rows: readonly Plain[]): void {
      const gone = rows.filter(({ _deleted }) => _deleted).map(({ id }) => id)
      const live = rows.filter(({ _deleted }) => !_deleted)
      seer.next({ rows: live.map((row) => briefOf(name, row)) as never, gone, whole })
    }

    async function fill(): Promise<void> {
      for await (const rows of pagesOf(collection, slice)) {
        if (seer.closed) return
        tell(rows.filter(({ id }) => !newer.has(id)).map(plain))
        await giveWay()
      }
      whole = true
      newer.clear()
      tell([])
    }

    fill().catch((error: unknown) => seer.error(error))
    return () => following.unsubscribe()
  })
}

/** What a list shows of a document: of an order without its payments and lines, which are most of it. */
function briefOf(name: ListName, row: Plain): object {
  if (name !== 'orders') return row
  const lines = Array.isArray(row['lines']) ? (row['lines'] as Record<string, unknown>[]) : []
  const { id, number, kind, source, status, branchId, customerId, currency, total, createdAt } = row
  const titles = lines.map((line) => {
    const quantity = Number(line['quantity'])
    return quantity > 1 ? `${quantity} × ${textIn(line, 'title')}` : textIn(line, 'title')
  })
  return {
    id,
    number,
    kind,
    source,
    status,
    branchId,
    customerId,
    currency,
    total,
    createdAt,
    titles: titles.join(', '),
    skus: lines.map((line) => textIn(line, 'sku')).join(' '),
  }
}
