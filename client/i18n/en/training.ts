/** Practising at the till, where nothing counts. */
export const training = {
  mark: 'TRAINING',
  lead: 'Nothing here is sold, sent or kept.',
  enter: 'Training',
  leave: 'Leave training',
  opening: 'Opening…',
  notYet: 'The catalogue is not kept on this device yet. Wait until it is loaded, then try again.',
  noSale: 'This is no receipt',
} as const
