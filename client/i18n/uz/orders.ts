import type { Uzbek } from '../translation.ts'

export const orders: Uzbek<'orders'> = {
  today: 'Bugun shu kassada',
  todayLead_one: '{{count}} ta chek, jami {{total}}',
  todayLead_other: '{{count}} ta chek, jami {{total}}',
  none: 'Bugun hali savdo boʻlmadi',
  noneHint: 'Har bir savdo diskka yozilishi bilan shu yerda koʻrinadi.',
  pending: 'Navbatda',
  accepted: 'Qabul qilindi',
  conflict: 'Ziddiyat',
  rejected: 'Rad etildi',
  cancelled: 'Bekor qilindi',
  next_pending: 'Shu qurilmada, hali serverda emas. Oʻzi yuboriladi.',
  next_accepted: 'Serverda. Hech narsa qilish shart emas.',
  next_conflict:
    'Server chekni oʻtkazganda tovar yetmadi. Savdo saqlandi, qarorni texnik yordam qabul qiladi. Tovar berib yuborilgan boʻlsa, qoldiqni qayta sanashni soʻrang. Boʻlmasa, uni olib qoʻying.',
  next_rejected:
    'Server chekni qabul qila olmadi. U texnik yordam uchun saqlandi, hisobga kirmadi. Ularga koʻrsating; qayta sotmang.',
  next_cancelled: 'Texnik yordam bekor qildi. Pul olingan boʻlsa, qaytarib bering.',
  shortage: '{{title}}: {{requested}} ta kerak, {{available}} ta bor',
  settled: 'Qaror: {{action}} — {{reason}}',
  action_recount: 'qayta sanaldi',
  action_transfer: 'boshqa joydan koʻchirildi',
  action_substitute: 'boshqa tovarga almashtirildi',
  action_partial: 'qisman berildi',
  action_backorder: 'kelgunicha qoldirildi',
  action_cancel: 'bekor qilindi',
  reprint: 'Nusxa chiqarish',
  payments: 'Toʻlovlar',
  flag_price_changed: 'narx oʻzgargan',
  flag_tax_rate_changed: 'soliq stavkasi oʻzgargan',
  flag_product_archived: 'tovar arxivda edi',
}
