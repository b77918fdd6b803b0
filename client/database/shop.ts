import type { Observable } from 'rxjs'
import type { SessionUser } from '../../shared/access/session.ts'
import type { Minor } from '../../shared/basics/scalars.ts'
import type { Branch } from '../../shared/branches/branch.ts'
import type { Product } from '../../shared/catalog/product.ts'
import type { Customer } from '../../shared/customers/customer.ts'
import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import type { Approval, Order } from '../../shared/orders/order.ts'
import type { ParkedSale } from '../../shared/orders/parked-sale.ts'
import type { Amendment } from '../../shared/shifts/amendment.ts'
import type { CashMovement, CountedMoney, Shift } from '../../shared/shifts/shift.ts'
import type { ZReport } from '../../shared/shifts/z-report.ts'
import type { CollectionName, ToldName } from '../../shared/sync/collections.ts'

/** The door between the data and the screens: all that a till or an orders page may ask of a device's data. */
export type Shop = {
  readonly session: ShopSession
  readonly catalogue: Catalogue
  readonly stock: StockOnHand
  readonly orders: Orders
  readonly movements: Movements
  readonly customers: Customers
  readonly parked: ParkedSales
  readonly shifts: Shifts
  /** Branches in scope, by code. Replays the newest value. */
  readonly branches$: Observable<readonly Branch[]>
  readonly lists: Lists
  readonly sync: Sync
  readonly storage: {
    state(): Promise<StorageState>
    /** Asks the browser to keep it for good (C6); says how it stands then. */
    keep(): Promise<StorageState>
  }
  /**
   * Ends the session on this device. `refused` where something is unsent that was not exported (C8); `force` closes
   * the databases all the same and deletes nothing: it is for a reload, not for a sign-out. `besides` is how much else is
   * unsent that no file holds; `left` is how many documents stay here unsent, since a file holds them.
   */
  close(how?: {
    force?: boolean
    besides?: number
  }): Promise<{ kind: 'closed'; left: number } | { kind: 'refused'; waiting: number }>
}

/** Who works here, on which lane. Kept by the screens, so that a till reopens without the network. */
export type ShopSession = {
  user: SessionUser
  /** Null for people who look at orders without standing at a till: nothing can be sold then. */
  lane: Lane | null
  /** Where the server is, without a slash at the end; `''` is the page's own origin. */
  server: string
  /** A training: a store in memory that no server hears of. */
  training?: boolean
}

/**
 * A registered device, and the branch that it stands in. `former` are the codes that its receipts bore before the server
 * told it another, each with the moment of that, ISO 8601.
 */
export type Lane = {
  deviceId: string
  code: string
  name: string
  branchId: string
  branchCode: string
  former?: readonly { code: string; until: string }[] | undefined
}

/** What a session needs from the outside: clock, ids and chance come through the door, so that tests can turn them. */
export type Device = {
  now(): number
  /** A UUID, version 7. */
  newId(): string
  /** At least 0, below 1. */
  random(): number
}

/** What the access token is kept by. In memory only: a reload asks the refresh cookie for a new one. */
export type Tokens = {
  current(): string | null
  /** A new token by the refresh cookie; null where the session has ended, which asks for a login (C3). */
  refresh(): Promise<string | null>
}

/** The products, in memory: whatever a keystroke or a scan asks is answered at once, without a promise. */
export type Catalogue = {
  readonly size: number
  /** Rises whenever something changed; at most once a frame. Replays the newest value. */
  readonly version$: Observable<number>
  product(id: string): Product | null
  /** Active products only. */
  byBarcode(code: string): Product | null
  bySku(sku: string): Product | null
  /** Active products that have every word, by prefix; where none has, those that have it but for a slip or two. */
  search(text: string, limit: number): readonly Product[]
  /** Categories of active products in alphabetical order. */
  categories(): readonly { name: string; count: number }[]
  inCategory(name: string, limit: number): readonly Product[]
  /** All of them by row, archived ones too, for whoever looks at the whole catalogue at once. */
  readonly rows: CatalogueRows
}

export type CatalogueRows = {
  /** Every row is below it. A row stays its product's for as long as the page is open. */
  count(): number
  /** Null where the row's product is gone. */
  at(row: number): Product | null
  /** -1 where there is none. */
  find(id: string): number
  /** Hears of each row that is put or goes, at once. Gives what stops it. */
  watch(heard: (row: number) => void): () => void
}

export type StockOnHand = {
  /**
   * What stands on the shelf of the lane's own branch, or of the named one; null while nothing is known. At the own
   * branch a product without a level has none, once all levels are here.
   */
  onHand(productId: string, branchId?: string): OnHandNow | null
  /** Rises when a level or a pending quantity changed; at most once a frame. Replays the newest value. */
  readonly version$: Observable<number>
  /** Hears of each level that is put, at once. Gives what stops it. */
  watch(heard: (productId: string, branchId: string) => void): () => void
}

/**
 * In pieces. `onHand` is what was replicated less `pending`: what this device sold or moved and nobody settled yet,
 * below zero where it received more than it sold. `velocity` is pieces sold a day, null until that was reckoned.
 */
export type OnHandNow = { onHand: number; pending: number; velocity: number | null; asOf: string | null }

/** An order before it has its number. */
export type OrderDraft = Omit<Order, 'number'>

/**
 * What is looked for: every member that is there must fit. `text` is part of a number, a title or a SKU; `before` is the
 * moment that the order is older than.
 */
export type OrderQuery = {
  kind?: Order['kind']
  number?: string
  refundOf?: string
  text?: string
  before?: string
}

export type Orders = {
  /**
   * Writes one order, with the lane's next receipt number. Resolves when it is durable on disk (C6): the tick comes
   * after that. The same id again gives the order that is already there (U3).
   *
   * @throws where it could not be kept, or where this tab is not the lane's writer (C2): nothing was sold then
   */
  place(draft: OrderDraft): Promise<Order>
  byId(id: string): Promise<Order | null>
  /** Those on the device that fit, as they are now, the newest first. */
  find(query: OrderQuery, limit: number): Promise<readonly Order[]>
  /** The newest first. Replays the newest value. */
  recent$(limit: number): Observable<readonly Order[]>
  /** Orders since a moment, the newest first. */
  since$(from: string): Observable<readonly Order[]>
  /** Rejected orders and open conflicts, the oldest first: what needs a person. */
  readonly needHelp$: Observable<readonly Order[]>
}

/** A movement as this device knows it: with a `status` only where the server did not book it. */
export type KnownMovement = StockMovement & {
  status?: 'conflict' | 'rejected'
  /** What was asked of the shelf and what was there (M3). */
  conflict?: { shortages: readonly { productId: string; requested: number; available: number }[] }
  rejection?: { code: string; message: string }
}

export type Movements = {
  /**
   * Writes movements in one transaction: all or none (M2). Resolves when they are durable on disk (C6). The same ids
   * again change nothing.
   *
   * @throws where they could not be kept, or where this tab is not the lane's writer (C2): nothing is written then
   */
  write(movements: readonly StockMovement[]): Promise<void>
  /** Which of these ids are written on this device. */
  written(ids: readonly string[]): Promise<readonly string[]>
  /** What this lane's people did to the shelves, the newest first. */
  ofLane$(limit: number): Observable<readonly KnownMovement[]>
  /** What happened to the shelves of this branch besides sales and refunds, the newest first. */
  ofBranch$(limit: number): Observable<readonly KnownMovement[]>
  /** A product's ledger at this branch as far as it is known here, the newest first. */
  ofProduct$(productId: string, limit: number): Observable<readonly KnownMovement[]>
  /** What the server did not book and nobody has seen to, the oldest first. */
  readonly needHelp$: Observable<readonly KnownMovement[]>
  /** Somebody has seen to it; it stays in the history. */
  putAside(id: string): void
}

export type Customers = {
  create(
    customer: Pick<Customer, 'name'> & Partial<Pick<Customer, 'phone' | 'email' | 'note'>>,
  ): Promise<Customer>
  /**
   * Changes what is known of a customer; sent like a new one, and merged field by field (M4). A newer word from
   * another lane may change the rest.
   *
   * @throws where no such customer is on this device
   */
  update(id: string, changes: Partial<Pick<Customer, 'name' | 'phone' | 'email' | 'note'>>): Promise<Customer>
  byId(id: string): Promise<Customer | null>
  /** Those whose name, phone or email begin so, word by word; a number by any of its figures. */
  search(text: string, limit: number): Promise<readonly Customer[]>
}

/** A sale to be put aside; the lane and the moment are added to it. */
export type ParkedDraft = Pick<
  ParkedSale,
  'label' | 'cashierId' | 'customerId' | 'lines' | 'discount' | 'note' | 'cart'
>

/** Another lane has taken over what this one held; `wasOpen` where this one had it open again, unheard. */
export type TakenAway = { label: string; laneCode: string | null; wasOpen: boolean }

export type TakenUp =
  | { kind: 'held'; sale: ParkedSale }
  /** Another lane was faster, where known by its code. */
  | { kind: 'beaten'; by: string | null }
  /** Only the server can give it to another lane, and it did not answer. */
  | { kind: 'no-answer' }

/** Sales put aside at the lanes of the branch (M5). */
export type ParkedSales = {
  /** The newest first. Replays the newest value. */
  readonly all$: Observable<readonly ParkedSale[]>
  readonly taken$: Observable<TakenAway>
  /** Resolves when it is durable on disk. */
  park(draft: ParkedDraft): Promise<ParkedSale>
  /** Makes this lane the one that holds it: another lane's only by the server's word. */
  claim(id: string, cashierId: string): Promise<TakenUp>
  /** Ends the parking of a sale that this lane holds: it is open again, or dropped. */
  takeUp(id: string): Promise<TakenUp>
}

/** What a shift comes to now, and what is known since its close. */
export type ShiftReport = { report: ZReport; amendment: Amendment | null }

/** The shifts of this lane. Whoever writes gets the shift as it is on disk. */
export type Shifts = {
  /** Of all lanes, as far as this device has heard of them; in no order. */
  readonly all$: Observable<readonly Shift[]>
  /** The newest first. Replays the newest value. */
  readonly own$: Observable<readonly Shift[]>
  /** Opens the drawer with so much in it; where a shift is open already, gives that one. */
  open(opening: { openingFloat: Minor; actorId: string }): Promise<Shift>
  moveCash(
    id: string,
    movement: Pick<CashMovement, 'direction' | 'amount' | 'reason' | 'actorId'> & {
      approval: Approval | null
    },
  ): Promise<Shift>
  report(id: string, currency: string): Promise<ShiftReport>
  /** Closes it by a count, and keeps the report of this moment. */
  close(
    id: string,
    count: { currency: string; counts: CountedMoney[]; note: string | null; actorId: string },
  ): Promise<Shift>
}

export type ListName = 'orders' | 'customers' | 'stockMovements'

/** An order as a list shows it: what was sold in words, without lines and payments. */
export type OrderBrief = Pick<
  Order,
  | 'id'
  | 'number'
  | 'kind'
  | 'source'
  | 'status'
  | 'branchId'
  | 'customerId'
  | 'currency'
  | 'total'
  | 'createdAt'
> & { titles: string; skus: string }

type ListRow = { orders: OrderBrief; customers: Customer; stockMovements: KnownMovement }

/** Some rows of a list, new or changed, and those that are gone; `whole` once all there is has been told. */
export type ListNews<Name extends ListName = ListName> = {
  rows: readonly ListRow[Name][]
  gone: readonly string[]
  whole: boolean
}

export type Lists = {
  /** All of a collection that is on this device, in no order, and from then on each change. */
  all$<Name extends ListName>(name: Name): Observable<ListNews<Name>>
}

export type Sync = {
  /** Replays the newest value. */
  readonly state$: Observable<SyncState>
  /** Every document that the server has not acknowledged, the oldest first. */
  readonly waiting$: Observable<readonly WaitingDocument[]>
  /** The log told of something that is asked for and not kept; once more whenever it may have been missed. */
  readonly told$: Observable<ToldName>
  /** Tries at once, whatever the waiting time (C3). */
  syncNow(): Promise<void>
  /** Call after a login: goes on where the queue was paused. */
  loggedIn(): void
  /** The network may have come or gone: asks the server at once, and goes by its answer. */
  lookAtLine(): void
  /** Compares with the server (C5) and heals what differs; rows healed by collection. */
  check(): Promise<ReadonlyMap<CollectionName, number>>
  /** What is unsent, as an encrypted file (AES-GCM, key by PBKDF2), and with it leave to sign out (C8). */
  exportUnsent(passphrase: string): Promise<Blob>
}

/** How much of a collection is here. */
export type FirstLoad = { collection: CollectionName; done: number; total: number | null; finished: boolean }

export type SyncState = {
  connection: 'online' | 'offline'
  /** When the connection became so, ISO 8601. */
  since: string
  /** Rows on this device and in all, while a collection loads for the first time; null afterwards. */
  firstLoad: readonly FirstLoad[] | null
  /** Unsent documents, and since when the oldest of them waits. */
  waiting: number
  /** The last receipt that the queue knows of, as text that sorts; empty before the first. */
  newest: string
  oldestWaiting: string | null
  /** Rejected documents and open conflicts, of orders and of stock. */
  needHelp: number
  retry: { attempt: number; nextAt: string; lastError: string } | null
  /** The session has ended: the queue is kept, and goes on after a login (C3). */
  needsLogin: boolean
  /** The server no longer understands this app: reload (C9). */
  tooOld: boolean
  /** Revoked or unknown: nothing is sent any more, everything is kept. */
  stopped: 'device-revoked' | 'device-unknown' | null
  /**
   * What does not work on this device: `worker`, nothing can be written until a reload; `catalogue`, the products
   * cannot be read, and it is tried again; `catalogue-lost`, they were deleted behind this tab, and stand still until
   * a reload.
   */
  broken: 'worker' | 'catalogue' | 'catalogue-lost' | null
  /** False where another tab of this lane writes (C2): this one reads. */
  isWriter: boolean
  /** When the server was last heard, ISO 8601. */
  lastSync: string | null
  /** Repairs since the start: replications restarted after a storage error (C1), rows healed by the digest (C5). */
  restarts: number
  healed: number
}

export type WaitingDocument = {
  collection: CollectionName
  id: string
  /** The receipt number of an order, else the id. */
  label: string
  /** Whether it gives money back: an order that is a refund. */
  isRefund: boolean
  since: string
  attempts: number
  lastError: string | null
}

export type StorageState = {
  /** Whether the browser promised to keep the data (C6); null where it cannot say. */
  persisted: boolean | null
  /** Bytes. */
  usage: number | null
  quota: number | null
}
