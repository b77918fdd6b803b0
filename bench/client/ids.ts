export const LOST = 'client.lost'
export const DESK = ['client.grid', 'client.palette', 'client.changes', 'client.changes.many']
/** In the order of the table. */
export const CLIENT_IDS = [
  ...['client.first', 'client.warm', 'client.barcode', 'client.search', 'client.checkout'].flatMap((id) => [
    id,
    `${id}.slow`,
  ]),
  ...DESK,
  'client.tasks',
  'client.memory',
  'client.disk',
  'client.bundle',
  LOST,
]
