import type { Uzbek } from '../translation.ts'

export const receipt: Uzbek<'receipt'> = {
  number: 'Chek',
  cashier: 'Kassir',
  lane: 'Kassa',
  tax: 'Shu jumladan soliq',
  total: 'JAMI',
  change: 'Qaytim',
  discount: 'Chegirma',
  customer: 'Mijoz',
  rounding: 'Yaxlitlash',
  saleDiscount: 'Chekka chegirma',
  subtotal: 'Summa',
  thanks: 'Xaridingiz uchun rahmat!',
  qr: 'Chekning QR kodi',
  copy: 'NUSXA',
}
