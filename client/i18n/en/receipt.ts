/** The printed receipt. */
export const receipt = {
  number: 'Receipt',
  cashier: 'Cashier',
  lane: 'Lane',
  tax: 'Tax included',
  total: 'Total',
  change: 'Change',
  discount: 'Discount',
  thanks: 'Thank you',
  qr: 'QR code of the receipt',
  copy: 'COPY',
} as const
