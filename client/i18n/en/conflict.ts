/** Deciding a conflict. */
export const conflict = {
  title: 'Conflict on {{number}}',
  decide: 'Decide',
  reason: 'Reason',
  reasonFault: 'Say why, in a few words.',
  working: 'Settling…',
  toDesk: 'Decide at the conflict desk',
} as const
