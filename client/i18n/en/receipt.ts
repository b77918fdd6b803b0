/** The printed receipt. */
export const receipt = {
  number: 'Receipt',
  cashier: 'Cashier',
  lane: 'Lane',
  tax: 'Tax included',
  total: 'Total',
  change: 'Change',
  discount: 'Discount',
  customer: 'Customer',
  rounding: 'Rounding',
  saleDiscount: 'Discount on the sale',
  subtotal: 'Subtotal',
  thanks: 'Thank you',
  qr: 'QR code of the receipt',
  copy: 'COPY',
} as const
