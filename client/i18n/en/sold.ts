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
  void: 'Void',
  voidHint: 'Takes the whole sale back',
  voidDone: 'The sale is void',
  allBack: 'All of this sale has been given back already.',
  notApproved: 'Not approved. Nothing was given back.',
  shiftNeeded: 'This branch gives money back only while a shift is open. Open one first.',
  notSaved: 'The refund could not be saved on this device: {{why}}. Nothing was given back; try again.',
} as const
