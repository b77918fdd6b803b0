/** What is shown after a sale. */
export const sold = {
  title: 'Sold',
  change: 'Change',
  noChange: 'No change',
  saved: 'Saved on this device',
  print: 'Print receipt',
  next: 'Next sale',
  nextHint: 'Scan or type to begin the next sale.',
  dismiss: 'Hide the last sale',
} as const
