/** Orders, their states and what follows from them. */
export const orders = {
  today: 'Today on this lane',
  todayLead_one: '{{count}} sale, {{total}}',
  todayLead_other: '{{count}} sales, {{total}}',
  none: 'No sales yet today',
  noneHint: 'Each sale appears here the moment it is on disk.',
  pending: 'Waiting',
  accepted: 'Accepted',
  conflict: 'Conflict',
  rejected: 'Rejected',
  cancelled: 'Cancelled',
  next_pending: 'On this device, not yet on the server. It is sent by itself.',
  next_accepted: 'On the server. Nothing to do.',
  next_conflict:
    'The stock was short when the server settled it. The sale is kept; support decides. If the goods have left, tell support to recount. If not, keep them aside.',
  next_rejected:
    'The server could not accept it. The sale is kept for support and not counted. Show this to support; do not sell it again.',
  next_cancelled: 'Cancelled by support. Give the money back if it was taken.',
  shortage: '{{title}}: {{requested}} asked, {{available}} there',
  settled: 'Settled: {{action}} — {{reason}}',
  reprint: 'Print a copy',
  payments: 'Payments',
  flag_price_changed: 'price had changed',
  flag_tax_rate_changed: 'tax rate had changed',
  flag_product_archived: 'product was archived',
} as const
