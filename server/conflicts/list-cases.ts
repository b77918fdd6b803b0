import type { CaseLine, DeskCase, MovementCase, OrderCase } from '../../shared/conflicts/desk-case.ts'
import type { CasePage } from '../../shared/conflicts/desk-case.ts'
import { suggestFactsOf } from '../../shared/conflicts/desk-case.ts'
import { suggest } from '../../shared/conflicts/suggest.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { salesOfRefunds } from '../orders/sales-of-refunds.ts'
import {
  countCases,
  countedAfter,
  deskOf,
  namesOf,
  openCases,
  shelvesNow,
  silencesAround,
  takenOnline,
} from './queries.ts'
import type { CaseQuery, Desk, LaneName, OpenCase, Person, ShelfNow, Silence } from './queries.ts'

type Documents =
  | { kind: 'order'; document: OrderCase['document'] }
  | { kind: 'movement'; document: MovementCase['document'] }
/** A shelf that an online order emptied on the day before a sale explains that sale. */
const ONLINE_BEFORE_MS = 24 * 3_600_000

type Read = Documents & { id: string; detectedAt: string }

/**
 * A page of cases, oldest first, each with what support decides by: the lane and its silence, what is there now, who
 * else has it, and what we would do (O7). The page is read in a few statements, however many cases it has.
 */
export async function listCases(deps: Deps, tenantId: string, query: CaseQuery): Promise<CasePage> {
  const tx = deps.database.tenant(tenantId)
  const cases = (await openCases(tx, tenantId, query)).map(readCase)
  const known = await factsOf(tx, tenantId, cases)
  const conflicts = cases.map((one) => withFacts(one, known))
  const last = cases.length === query.limit ? cases.at(-1) : undefined
  return {
    conflicts,
    next: last ? { afterAt: last.detectedAt, afterId: last.id } : null,
    total: await countCases(tx, tenantId, query),
  }
}

function readCase({ kind, id, detectedAt, document }: OpenCase): Read {
  const read = { kind, document: JSON.parse(document) as unknown } as Documents
  return { ...read, id, detectedAt: detectedAt.toISOString() }
}

type Known = {
  shelves: ReadonlyMap<string, ShelfNow>
  lanes: ReadonlyMap<string, LaneName>
  people: ReadonlyMap<string, Person>
  silences: ReadonlyMap<string, Silence>
  desk: ReadonlyMap<string, Desk>
  /** By the refund's id. */
  sales: ReadonlyMap<string, NonNullable<OrderCase['sale']>>
  /** Pieces by case and product. */
  online: ReadonlyMap<string, number>
  /** Shelves by case and product. */
  counted: ReadonlySet<string>
}

async function factsOf(tx: Tx, tenantId: string, cases: readonly Read[]): Promise<Known> {
  const writers = cases.map(writerOf)
  const shelves = await shelvesNow(tx, tenantId, [...new Set(cases.flatMap(productsOf))])
  const { lanes, people } = await namesOf(
    tx,
    tenantId,
    writers.flatMap(({ deviceId }) => deviceId ?? []),
    writers.flatMap(({ userId }) => userId ?? []),
  )
  const silences = await silencesAround(
    tx,
    tenantId,
    writers.flatMap(({ id, deviceId, at }) => (deviceId === null ? [] : [{ id, deviceId, at }])),
  )
  const silenceOf = new Map(silences.map((silence) => [silence.id, silence]))
  const online = await takenOnline(
    tx,
    tenantId,
    cases
      .filter(({ kind }) => kind === 'order')
      .map((one) => ({
        id: one.id,
        branchId: one.document.branchId,
        productIds: [...new Set(productsOf(one))],
        from: onlineFrom(one, silenceOf.get(one.id)),
        until: one.detectedAt,
      })),
  )
  const sales = await salesOfRefunds(
    tx,
    tenantId,
    cases.flatMap((one) => (one.kind === 'order' && one.document.kind === 'refund' ? [one.document] : [])),
  )
  const counted = await countedAfter(
    tx,
    tenantId,
    cases.map((one) => ({
      id: one.id,
      branchId: one.document.branchId,
      productIds: [...new Set(productsOf(one))],
      since: one.detectedAt,
    })),
  )
  const desk = await deskOf(
    tx,
    tenantId,
    cases.map(({ id }) => id),
  )
  return {
    shelves: new Map(shelves.map((shelf) => [shelf.productId, shelf])),
    lanes: new Map(lanes.map((lane) => [lane.id, lane])),
    people: new Map(people.map((person) => [person.id, person])),
    silences: silenceOf,
    sales,
    desk: new Map(desk.map((one) => [one.id, one])),
    online: new Map(online.map(({ id, productId, pieces }) => [`${id} ${productId}`, pieces])),
    counted: new Set(counted.map(({ id, productId }) => `${id} ${productId}`)),
  }
}

/** Since when the lane may not have known of an online order: at the latest a day before it wrote. */
function onlineFrom(one: Read, silence: Silence | undefined): string {
  const dayBefore = Date.parse(one.document.createdAt) - ONLINE_BEFORE_MS
  return new Date(Math.min(dayBefore, silence?.from?.getTime() ?? dayBefore)).toISOString()
}

function writerOf(one: Read): { id: string; deviceId: string | null; userId: string | null; at: string } {
  const { deviceId, createdAt } = one.document
  const userId = one.kind === 'order' ? one.document.cashierId : one.document.actorId
  return { id: one.id, deviceId, userId, at: createdAt }
}

function productsOf(one: Read): string[] {
  return one.kind === 'order'
    ? one.document.lines.map(({ productId }) => productId)
    : [one.document.productId]
}

function withFacts(one: Read, known: Known): DeskCase {
  const { id, detectedAt } = one
  const { deviceId, userId } = writerOf(one)
  const silence = known.silences.get(id)
  const desk = known.desk.get(id)
  const { branchId } = one.document
  const rest = {
    id,
    detectedAt,
    branchId,
    lane: known.lanes.get(deviceId ?? '') ?? null,
    writtenBy: known.people.get(userId ?? '') ?? null,
    silence: {
      from: silence?.from?.toISOString() ?? null,
      until: silence?.until?.toISOString() ?? null,
    },
    assignedTo: desk?.assigned_to ? { id: desk.assigned_to, name: desk.name ?? '' } : null,
    notes: desk?.notes ?? 0,
    lines: linesOf(one, known),
    sale: known.sales.get(id) ?? null,
  }
  if (one.kind === 'order') {
    const { kind, document } = one
    return { ...rest, kind, document, suggestion: suggest(suggestFactsOf({ ...rest, kind, document })) }
  }
  const { kind, document } = one
  return { ...rest, kind, document, suggestion: suggest(suggestFactsOf({ ...rest, kind, document })) }
}

function linesOf(
  one: Read,
  { shelves, online, counted }: Pick<Known, 'shelves' | 'online' | 'counted'>,
): CaseLine[] {
  const { branchId } = one.document
  const asked =
    one.kind === 'order'
      ? one.document.lines.map(({ id, productId, quantity }) => ({
          lineId: id,
          productId,
          requested: Number(quantity),
        }))
      : [{ lineId: null, productId: one.document.productId, requested: one.document.requested }]
  return asked.map((line) => {
    const shelf = shelves.get(line.productId)
    const here = (levels: ShelfNow['levels'] | undefined) =>
      levels?.find((level) => level.branchId === branchId)?.onHand ?? 0
    const siblings = (shelf?.siblings ?? []).flatMap(({ productId, sku, title, levels }) => {
      const onHand = here(levels)
      return onHand > 0 ? [{ productId, sku, title, onHand }] : []
    })
    return {
      ...line,
      sku: shelf?.sku ?? '',
      title: shelf?.title ?? '',
      now: here(shelf?.levels),
      takenOnline: online.get(`${one.id} ${line.productId}`) ?? 0,
      counted: counted.has(`${one.id} ${line.productId}`),
      elsewhere: (shelf?.levels ?? []).filter((level) => level.branchId !== branchId),
      siblings,
    }
  })
}
