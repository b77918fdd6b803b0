import type { Uzbek } from '../translation.ts'

export const conflict: Uzbek<'conflict'> = {
  title: '{{number}} boʻyicha ziddiyat',
  decide: 'Qaror',
  recount: 'Qayta sanash va qabul qilish',
  recountHint: 'Tovar berib yuborilgan. Yetmagani topilgan deb yoziladi, savdo kuchida qoladi.',
  cancelSale: 'Savdoni bekor qilish',
  cancelHint: 'Tovar hali shu yerda yoki qaytib keladi. Pulni qaytarish kerak.',
  cancelRefund: 'Qaytarishni bekor qilish',
  cancelRefundHint:
    'U hisobga olinmaydi va javonga hech narsa qoʻyilmaydi. Pul berilgan boʻlsa, kassada yetmaydi: sababda yozing.',
  reason: 'Sabab',
  reasonHint: 'Buyurtmada saqlanadi.',
  reasonFault: 'Sababini bir necha soʻz bilan yozing.',
  do: 'Tasdiqlash',
  working: 'Bajarilmoqda…',
  done: '{{number}} hal qilindi',
}
