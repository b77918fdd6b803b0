/** The progress of the first load. */
export const firstLoad = {
  title: 'Getting the shop ready',
  lead: 'The till opens as soon as the first products are here. The rest comes while you sell.',
  figures: '{{done}} of {{total}}',
  figuresOpen: '{{done}}',
  products: 'Products',
  stockLevels: 'Stock',
  customers: 'Customers',
  orders: 'Orders',
  branches: 'Branches',
  stockMovements: 'Movements',
  offline: 'The first load needs the network. It goes on as soon as the server answers.',
} as const
