import type { Uzbek } from '../translation.ts'

export const receipt: Uzbek<'receipt'> = {
  cashier: 'Kassir',
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
  refund: 'QAYTARISH',
  void: 'BEKOR QILINDI',
  original: 'Qaytarilgan chek',
  reason: 'Sabab',
  taxAt: '{{rate}} % soliq bilan',
  paidBack: 'Qaytarildi',
  approved: 'Ruxsat — {{what}}',
  manager: 'menejer',
}
