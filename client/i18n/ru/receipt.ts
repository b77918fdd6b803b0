import type { Russian } from '../translation.ts'

export const receipt: Russian<'receipt'> = {
  number: 'Чек',
  cashier: 'Кассир',
  lane: 'Касса',
  tax: 'В т. ч. налог',
  total: 'ИТОГО',
  change: 'Сдача',
  discount: 'Скидка',
  customer: 'Покупатель',
  rounding: 'Округление',
  saleDiscount: 'Скидка на чек',
  subtotal: 'Сумма',
  thanks: 'Спасибо за покупку!',
  qr: 'QR-код чека',
  copy: 'КОПИЯ',
}
