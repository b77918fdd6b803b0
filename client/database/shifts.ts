import { map } from 'rxjs'
import { amendmentOf } from '../../shared/shifts/amendment.ts'
import type { Order } from '../../shared/orders/order.ts'
import type { Shift } from '../../shared/shifts/shift.ts'
import type { Minor } from '../../shared/basics/scalars.ts'
import type { KeptCollection } from './open-databases.ts'
import { ordersOfShift } from './orders-of-shift.ts'
import { rememberCounter, type Memory } from './receipt-counter.ts'
import { rewrite } from './rewrite.ts'
import { plain, rowsWhere } from './rows.ts'
import type { Device, Lane, Shifts } from './shop.ts'

// Fetched when a report is asked for: with it comes the schemas' library, which the worker does without until then.
const reports = () => import('../../shared/shifts/z-report.ts')

type Parts = {
  shifts: KeptCollection
  orders: KeptCollection
  device: Device
  lane: Lane
  memory: Memory
  /** Whether this tab may write (C2). */
  isWriter(): boolean
  /** One after another with the lane's sales: no sale falls between a count and its close. */
  inTurn<T>(task: () => Promise<T>): Promise<T>
}

/** The lane's shifts: kept on the device, replicated when there is a network, opened and closed without. */
export function shiftsOf(parts: Parts): Shifts & { openId(): Promise<string | null>; stop(): void } {
  const { shifts, orders, device, lane, memory, inTurn } = parts
  const prefixOf = (code: string) => `${lane.branchCode}-${code}-`
  const zKey = `z-${prefixOf(lane.code)}`
  const now = () => new Date(device.now()).toISOString()
  const isOwn = ({ deviceId }: Shift) => deviceId === lane.deviceId

  /** Under each code that the lane bore while the shift was open. */
  async function ordersOf({ id, openedAt }: Shift): Promise<Order[]> {
    const former = (lane.former ?? []).filter(({ until }) => until >= openedAt)
    const codes = new Set([lane.code, ...former.map(({ code }) => code)])
    const found = [...codes].map((code) => ordersOfShift(orders, prefixOf(code), id))
    return (await Promise.all(found)).flat()
  }

  async function byId(id: string): Promise<Shift> {
    const [row] = await shifts.storageInstance.findDocumentsById([id], false)
    if (!row) throw new Error('there is no such shift')
    return plain(row) as unknown as Shift
  }

  async function own(): Promise<Shift[]> {
    const rows = await rowsWhere(shifts, { selector: {} })
    return newestFirst(rows.map((row) => plain(row) as unknown as Shift).filter(isOwn))
  }

  /** Remembered, so that a checkout need not ask the store; null where none is open, unknown again at every change. */
  let openId: string | null | undefined
  let changes = 0
  const following = shifts.eventBulks$.subscribe(() => {
    changes += 1
    openId = undefined
  })

  function requireWriter(): void {
    if (!parts.isWriter()) throw new Error('another tab of this lane is selling; this one only reads')
  }

  async function change(id: string, next: (shift: Shift) => Shift): Promise<Shift> {
    requireWriter()
    const written = await rewrite(shifts, id, (document) => {
      const shift = document as unknown as Shift
      if (shift.closedAt !== null) throw new Error('the shift is closed')
      return { ...next(shift), updatedAt: now() } as never
    })
    if (!written) throw new Error('there is no such shift')
    return written as unknown as Shift
  }

  const all$ = shifts
    .find()
    .$.pipe(map((documents) => documents.map((it) => it.toJSON() as unknown as Shift)))

  return {
    all$,
    own$: all$.pipe(map((all) => newestFirst(all.filter(isOwn)))),
    async openId() {
      if (openId !== undefined) return openId
      const asked = changes
      const found = (await own()).find(({ closedAt }) => closedAt === null)?.id ?? null
      if (asked === changes) openId = found
      return found
    },
    stop: () => following.unsubscribe(),

    open: ({ openingFloat, actorId }) =>
      inTurn(async () => {
        requireWriter()
        const all = await own()
        const before = all.find(({ closedAt }) => closedAt === null)
        if (before) return before
        const last = Math.max(
          0,
          Number(memory.getItem(`omnisync.counter.${zKey}`)),
          ...all.map((it) => it.number),
        )
        const at = now()
        const shift: Shift = {
          id: device.newId(),
          seq: 0,
          _deleted: false,
          branchId: lane.branchId,
          deviceId: lane.deviceId,
          number: last + 1,
          openedBy: actorId,
          openedAt: at,
          openingFloat,
          cashMovements: [],
          closedBy: null,
          closedAt: null,
          countedCash: null,
          expectedCash: null,
          note: null,
          counts: null,
          closing: null,
          updatedAt: at,
        }
        await shifts.insert(shift as never)
        openId = shift.id
        rememberCounter(zKey, shift.number, memory)
        return shift
      }),

    moveCash: (id, { direction, amount, reason, actorId, approval }) => {
      const movement = { id: device.newId(), direction, amount, reason, at: now(), actorId, approval }
      return change(id, (shift) => ({ ...shift, cashMovements: [...shift.cashMovements, movement] }))
    },

    async report(id, currency) {
      const shift = await byId(id)
      const all = await ordersOf(shift)
      const { zReport } = await reports()
      const report = zReport(shift, all, { currency, asOf: now() })
      const states = new Map(all.map((order) => [order.id, order.status]))
      const amendment = shift.closing
        ? amendmentOf(shift.closing, report, (orderId) => states.get(orderId) ?? null)
        : null
      return { report, amendment }
    },

    close: (id, { currency, counts, note, actorId }) =>
      inTurn(async () => {
        const all = await ordersOf(await byId(id))
        const { zReport } = await reports()
        // The store's own news of it comes a moment later, perhaps after the next sale.
        openId = undefined
        return await change(id, (shift) => {
          const at = now()
          const closing = zReport(shift, all, { currency, asOf: at })
          const counted = counts.filter((it) => it.currency === currency)
          return {
            ...shift,
            closedBy: actorId,
            closedAt: at,
            countedCash: counted.reduce((sum, { value, pieces }) => sum + value * pieces, 0) as Minor,
            expectedCash: closing.expected[0]?.amount ?? null,
            note,
            counts,
            closing,
          }
        })
      }),
  }
}

function newestFirst(shifts: Shift[]): Shift[] {
  return shifts.toSorted((a, b) => b.number - a.number)
}
