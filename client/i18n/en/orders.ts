/** Orders, their states and what follows from them. */
export const orders = {
  today: 'Today on this lane',
  todayLead_one: '{{count}} sale, {{total}}',
  todayLead_other: '{{count}} sales, {{total}}',
  none: 'No sales yet today',
  noneHint: 'Each sale appears here the moment it is on disk.',
  stillComing: 'Not all receipts are on this device yet.',
  pending: 'Waiting',
  accepted: 'Accepted',
  conflict: 'Conflict',
  rejected: 'Rejected',
  cancelled: 'Cancelled',
  next_pending: 'On this device, not yet on the server. It is sent by itself.',
  next_accepted: 'On the server. Nothing to do.',
  next_backorder: 'Waits for stock. It settles by itself when the stock arrives.',
  next_conflict:
    'By the books there were too few of these on the shelf. The sale is kept; do not ring it up again. Goods handed over? Nothing more to do, support puts the books right. Still here? Keep them aside and ask support.',
  next_over_refund:
    'More came back than was left of that sale, or that sale is not known yet. The refund is kept, but not counted yet. Money given back? Tell support this number. Keep the goods aside until support has answered.',
  next_rejected:
    'Something in it does not fit, so it is not counted yet. Nothing is lost. Show this to support; do not sell it again.',
  next_cancelled:
    'Cancelled by support. Was money taken and not given back yet? Cash is paid out of the drawer as “Cash out” with this number, a card is credited at its terminal.',
  next_cancelled_refund:
    'Cancelled by support: this refund does not count. If its sale is cancelled too, the money is where it belongs. Otherwise take it back from the customer and put it into the drawer as “Cash in” with this number; do not refund it a second time.',
  next_accepted_refund:
    'Support has accepted this refund. Goods that were kept aside can go back on the shelf.',
  next_desk_refund:
    'Support has promised this money for pieces that were not handed over. Cash is paid out of the drawer as “Cash out” with this number, a card is credited at its terminal.',
  shortage: '{{title}}: {{requested}} asked, {{available}} there',
  overRefund: '{{title}}: {{requested}} given back, {{available}} left of the sale',
  settled: 'Settled: {{action}} — {{reason}}',
  action_recount: 'recounted',
  action_accepted: 'accepted',
  action_transfer: 'moved from elsewhere',
  action_substitute: 'replaced by another product',
  action_partial: 'delivered in part',
  action_backorder: 'ordered for later',
  action_cancel: 'cancelled',
  online: 'Online',
  reprint: 'Print a copy',
  allHere: 'All receipts here',
  allHereLead:
    'What this device holds, up to 30 days old. Older ones are returned by scanning their receipt.',
  upTo: 'Up to this day',
  payments: 'Payments',
  flag_price_changed: 'price had changed',
  flag_tax_rate_changed: 'tax rate had changed',
  flag_standalone_refund: 'refund without its sale',
  flag_restored: 'came back after a restore',
  flag_product_archived: 'product was archived',
  flag_approval_missing: 'approval of a manager is missing',
  flag_payment_type_unknown: 'way of payment that the branch does not have',
  flag_rounding_too_large: 'rounded by a coin or more',
} as const
