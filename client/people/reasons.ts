import type { ApprovalRequest } from './approval.ts'

/** The usual reasons for each kind of approval; another one can always be typed. */
export const reasons = {
  line_discount: ['damaged', 'priceMatch', 'regular', 'lastPiece'],
  cart_discount: ['regular', 'complaint', 'priceMatch', 'staff'],
  price_override: ['wrongLabel', 'priceMatch', 'damaged', 'lastPiece'],
  refund: ['faulty', 'wrongItem', 'changedMind', 'overcharged'],
  standalone_refund: ['noReceipt', 'gift', 'faulty'],
  cash_out: ['bank', 'supplier', 'wages'],
  allowance: ['inHand', 'regular', 'lastPiece'],
  drawer_recount: ['miscounted'],
  negative_recount: ['counted', 'damaged', 'stolen'],
} as const satisfies Record<ApprovalRequest['kind'], readonly string[]>
