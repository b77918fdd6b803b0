/** Deciding a conflict. */
export const conflict = {
  title: 'Conflict on {{number}}',
  decide: 'Decide',
  recount: 'Recount and accept',
  recountHint: 'The goods have left the shop. The missing pieces are booked as found, and the sale stands.',
  cancelSale: 'Cancel the sale',
  cancelHint: 'The goods are still here, or come back. The money is to be given back.',
  cancelRefund: 'Call the refund off',
  cancelRefundHint:
    'It does not count, and nothing goes on the shelf. If the money was given, the drawer is short by it: say so in the reason.',
  reason: 'Reason',
  reasonHint: 'Stays on the order.',
  reasonFault: 'Say why, in a few words.',
  do: 'Settle',
  working: 'Settling…',
  done: '{{number}} is settled',
} as const
