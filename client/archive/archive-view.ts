import { z } from 'zod'
import { orderSorts } from '../../shared/archive/lists.ts'

const states = ['accepted', 'conflict', 'cancelled'] as const
const kinds = ['sale', 'refund'] as const
const sources = ['pos', 'shopify'] as const
const Day = z.iso.date()

/** What of the archive is looked at; null leaves everything in. The address of the page holds it all. */
export type ArchiveView = {
  search: string
  status: (typeof states)[number] | null
  kind: (typeof kinds)[number] | null
  /** Sold at a till, or by the online shop. */
  source: (typeof sources)[number] | null
  branchId: string | null
  /** Days by this device's calendar, both inside. */
  from: string | null
  to: string | null
  sort: (typeof orderSorts)[number]
  /** The place of the page; null is the first. */
  cursor: string | null
}

export const wholeArchive: ArchiveView = {
  search: '',
  status: null,
  kind: null,
  source: null,
  branchId: null,
  from: null,
  to: null,
  sort: '-createdAt',
  cursor: null,
}

/** Reads the part of an address after `?`. What means nothing there is left out: somebody may have typed it. */
export function readView(address: string): ArchiveView {
  const said = new URLSearchParams(address)
  const one = <Value extends string>(name: string, values: readonly Value[]): Value | null =>
    values.find((value) => value === said.get(name)) ?? null
  const day = (name: string) => Day.safeParse(said.get(name)).data ?? null
  return {
    search: (said.get('search') ?? '').slice(0, 200),
    status: one('status', states),
    kind: one('kind', kinds),
    source: one('source', sources),
    branchId: z.guid().safeParse(said.get('branchId')).data ?? null,
    from: day('from'),
    to: day('to'),
    sort: one('sort', orderSorts) ?? wholeArchive.sort,
    cursor: said.get('cursor'),
  }
}

/** The address of a view, from `?` on; empty for the whole archive. */
export function writeView(view: ArchiveView): string {
  const parts = Object.entries(view).filter(
    ([name, value]) => value !== null && value !== wholeArchive[name as keyof ArchiveView],
  )
  return parts.length === 0 ? '' : `?${new URLSearchParams(parts as [string, string][]).toString()}`
}

/** A view as a question to the server (`GET /orders`). */
export function questionOf(view: ArchiveView, limit: number): string {
  const { search, from, to, sort, ...rest } = view
  const parts = Object.entries({
    ...rest,
    search: search.trim() === '' ? null : search.trim(),
    from: from && beginning(from, 0),
    to: to && beginning(to, 1),
    sort,
    limit: String(limit),
  }).filter(([, value]) => value !== null)
  return new URLSearchParams(parts as [string, string][]).toString()
}

/** The moment at which a day begins here, or one so many days later. */
function beginning(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + later).toISOString()
}
