/** What is shown after a sale. */
export const sold = {
  title: 'Sold',
  change: 'Change',
  noChange: 'No change',
  saved: 'Saved on this device',
  print: 'Print receipt',
  receipt: 'Receipt',
  next: 'Next sale',
  nextHint: 'Scan or type to begin the next sale.',
  last: 'Last sale',
  dismiss: 'Hide the last sale',
} as const
