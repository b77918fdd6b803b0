import type { Russian } from '../translation.ts'

export const receipt: Russian<'receipt'> = {
  cashier: 'Кассир',
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
  refund: 'ВОЗВРАТ',
  void: 'ОТМЕНА',
  original: 'Возврат по чеку',
  reason: 'Причина',
  taxAt: 'Вкл. налог {{rate}} %',
  paidBack: 'Возвращено',
  approved: 'Разрешено — {{what}}',
  manager: 'менеджер',
}
