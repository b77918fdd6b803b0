import type { Instant, Minor } from '../../../shared/basics/scalars.ts'
import type { ApprovalLimits } from '../../../shared/branches/branch.ts'
import type { ScalePrefixes } from '../../../shared/catalog/scale-code.ts'
import type { Order } from '../../../shared/orders/order.ts'
import type { OrderDraft, ParkedSales } from '../../database/shop.ts'
import type { AskApproval } from '../../people/approval.ts'
import type { Cart, CartLine } from '../cart.ts'
import type { CodeBook } from '../find-code.ts'
import type { KeptSale } from '../kept-sale.ts'
import type { Allowance } from '../lanes/lane-risk.ts'
import type { Seller } from '../order-of-cart.ts'
import type { PayRules } from '../pay-rules.ts'
import type { Tender } from '../tenders.ts'
import type { ParkingFault } from './parking.ts'

/** What a till is made of: everything that it cannot know or do by itself. */
export type TillParts = {
  /** Who sells, where, at this moment: people change at a lane while a sale is open. */
  seller(): Seller
  /** From where on the branch wants a manager's word. */
  limits(): ApprovalLimits
  /** What the codes of the branch's scales look like. */
  scales(): ScalePrefixes
  /** How the branch takes money at this moment. */
  payRules(): PayRules
  askApproval: AskApproval
  catalogue: CodeBook
  /** Pieces on the shelf less those sold and not yet settled; null while nothing is known of the product. */
  onHand(productId: string): number | null
  /** How much of a product this lane may sell alone at the moment; null where nothing bounds it. */
  allowance(productId: string): Allowance | null
  /** Resolves when the order is durable on disk (C6), with its receipt number. */
  place(draft: OrderDraft): Promise<Order>
  /** Whether an order of this id is on the device. */
  isSold(orderId: string): Promise<boolean>
  /** Sales put aside. */
  parked: Pick<ParkedSales, 'park' | 'claim' | 'takeUp'>
  /** Whether the branch wants a shift to be open, and none is. */
  lacksShift(): boolean
  /** Keeps the open sale, so that a reload finds it again; resolves when it is on the disk. */
  keep(sale: KeptSale): Promise<void>
  now(): Instant
  newId(): string
  /** For the ear: something was added, was not found, or was sold. */
  signal(sound: 'added' | 'unknown' | 'sold'): void
}

/** What the till is about. A feature with a stage of its own adds it here, and its verbs in a file beside. */
export type Stage =
  | { kind: 'selling' }
  | { kind: 'paying'; tenders: readonly Tender[]; fault: PayFault | null }
  /** `straight`: paid by one key, and only begun: not worth a picture of its own yet. */
  | { kind: 'placing'; tenders: readonly Tender[]; straight: boolean }
  | { kind: 'sold' }
  /** A sale is being put aside or taken up. */
  | { kind: 'parking' }

export type PayFault =
  | { kind: 'too-much' | 'short'; remaining: Minor }
  | { kind: 'too-large' }
  | { kind: 'too-many' }
  | { kind: 'not-saved'; why: string }

/** Said beside the search field until the next thing happens; never in the way. */
export type Notice =
  | { kind: 'unknown' | 'misread'; code: string }
  | { kind: 'full' | 'too-many-pieces' | 'too-large' }
  | { kind: 'finish-payment' | 'shift-needed' }
  | { kind: 'parking'; fault: ParkingFault }

/** Asked before going on, in a dialog. What yes does is handed to `ask` by whoever asks. */
export type Question =
  | { kind: 'many'; lineId: string; quantity: number }
  | { kind: 'short'; lines: { line: CartLine; onHand: number }[] }
  | { kind: 'clear' }
  | { kind: 'park-first' }
  | { kind: 'drop-parked'; label: string }

export type TillState = {
  cart: Cart
  stage: Stage
  /** What stands in the search field. */
  typed: string
  notice: Notice | null
  question: Question | null
  /** The last sale: its change stays in sight while the next one begins; null from when it would be in the way. */
  last: { order: Order; change: Minor } | null
}
