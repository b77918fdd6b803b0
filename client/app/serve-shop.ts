import { from, switchMap, type Observable } from 'rxjs'
import type { ListName, OrderDraft, OrderQuery, ShopSession } from '../database/shop.ts'
import { composeShop, type ShopBehind, type ShopParts } from './compose-shop.ts'
import type { Known, Screen } from './keep-in-memory.ts'
import { wireOver, type Port, type Wire } from './wire.ts'

/** How to open a shop over a wire; `token` and `memory` as they are when it opens. */
export type Opening = { session: ShopSession; token: string | null; memory: (readonly [string, string])[] }

/**
 * The worker's end: opens the shop that the page asks for, and does there whatever the page may not wait for: all of
 * RxDB, replication and the disk (client-data, design 4). What a `Shop` can do more is named here and in `shopOver`.
 *
 * @param forget throws away what the page has kept for its next start
 * @param heard what another tab remembered
 */
export function serveShop(
  port: Port,
  partsOf: (opening: Opening, wire: Wire) => Promise<ShopParts>,
  forget: (session: ShopSession) => Promise<void>,
  heard: (key: string, value: string | null) => void = () => {},
): void {
  let opened: Promise<ShopBehind> = new Promise(() => {})
  let tellKnown: (known: Known) => void = () => {}
  let isTraining = false
  const known = new Promise<Known>((resolve) => {
    tellKnown = resolve
  })
  const view = (of: (shop: ShopBehind) => Observable<unknown>) =>
    from(opened).pipe(switchMap((shop) => of(shop)))

  const wire = wireOver(port, {
    calls: {
      async open(opening: Opening) {
        const { session } = opening
        isTraining = session.training === true
        opened = partsOf(opening, wire).then((parts) =>
          composeShop(session, parts, {
            screen: screenOver(wire),
            known,
            async forget() {
              wire.tell('forgotten')
              await forget(session)
            },
          }),
        )
        await opened
      },
      alive: () => true,
      known(all: Known) {
        // A training has the page's copy of the facts and none of its own to compare it with.
        if (!isTraining) tellKnown(all)
      },
      remembered: heard,
      place: async (draft: OrderDraft) => (await opened).orders.place(draft),
      findOrders: async (query: OrderQuery, limit: number) => (await opened).orders.find(query, limit),
      orderById: async (id: string) => (await opened).orders.byId(id),
      writeMovements: async (movements: never) => (await opened).movements.write(movements),
      writtenMovements: async (ids: string[]) => (await opened).movements.written(ids),
      putAside: async (id: string) => (await opened).movements.putAside(id),
      createCustomer: async (customer: never) => (await opened).customers.create(customer),
      updateCustomer: async (id: string, changes: never) => (await opened).customers.update(id, changes),
      customerById: async (id: string) => (await opened).customers.byId(id),
      searchCustomers: async (text: string, limit: number) => (await opened).customers.search(text, limit),
      park: async (draft: never) => (await opened).parked.park(draft),
      claimParked: async (id: string, cashierId: string) => (await opened).parked.claim(id, cashierId),
      takeUpParked: async (id: string) => (await opened).parked.takeUp(id),
      openShift: async (opening: never) => (await opened).shifts.open(opening),
      moveCash: async (id: string, movement: never) => (await opened).shifts.moveCash(id, movement),
      reportShift: async (id: string, currency: string) => (await opened).shifts.report(id, currency),
      closeShift: async (id: string, count: never) => (await opened).shifts.close(id, count),
      syncNow: async () => (await opened).sync.syncNow(),
      loggedIn: async () => (await opened).sync.loggedIn(),
      lookAtLine: async () => (await opened).sync.lookAtLine(),
      check: async () => (await opened).sync.check(),
      exportUnsent: async (passphrase: string) => (await opened).sync.exportUnsent(passphrase),
      close: async (how: Parameters<ShopBehind['close']>[0]) => (await opened).close(how),
    },
    views: {
      recent: (limit: number) => view((shop) => shop.orders.recent$(limit)),
      since: (since: string) => view((shop) => shop.orders.since$(since)),
      needHelp: () => view((shop) => shop.orders.needHelp$),
      parked: () => view((shop) => shop.parked.all$),
      parkedTaken: () => view((shop) => shop.parked.taken$),
      shifts: () => view((shop) => shop.shifts.own$),
      allShifts: () => view((shop) => shop.shifts.all$),
      movementsOfLane: (limit: number) => view((shop) => shop.movements.ofLane$(limit)),
      movementsOfBranch: (limit: number) => view((shop) => shop.movements.ofBranch$(limit)),
      movementsOfProduct: (id: string, limit: number) => view((shop) => shop.movements.ofProduct$(id, limit)),
      movementsInNeed: () => view((shop) => shop.movements.needHelp$),
      branches: () => view((shop) => shop.branches$),
      list: (name: ListName) => view((shop) => shop.lists.all$(name)),
      state: () => view((shop) => shop.sync.state$),
      waiting: () => view((shop) => shop.sync.waiting$),
      told: () => view((shop) => shop.sync.told$),
    },
  })
}

function screenOver(wire: Wire): Screen {
  return {
    rows: (...given) => wire.call('rows', ...given),
    doubt: (name) => wire.tell('doubt', name),
    sweep: (name) => wire.tell('sweep', name),
    fingerprint: (name) => wire.call('fingerprint', name),
    unsent: (orders) => wire.tell('unsent', orders),
    settled: (order) => wire.tell('settled', order),
    reached: (seq) => wire.tell('reached', seq),
  }
}
