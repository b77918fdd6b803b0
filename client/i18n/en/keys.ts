/** The map of keys at the till. */
export const keys = {
  title: 'Keys at the till',
  hint: 'Any other key types into the search. A scanner works wherever the focus is.',
  search: 'Go to search',
  quantity: 'Quantity of the line',
  discount: 'Discount on the line',
  pay: 'Pay',
  exact: 'Exact cash',
  more: 'One more',
  fewer: 'One fewer',
  remove: 'Remove the line',
  up: 'Line or hit above',
  down: 'Line or hit below',
  back: 'One level back',
  help: 'This map',
  enter: 'Add the marked hit',
  times: 'Three of the next product',
} as const
