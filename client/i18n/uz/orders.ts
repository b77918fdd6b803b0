import type { Uzbek } from '../translation.ts'

export const orders: Uzbek<'orders'> = {
  today: 'Bugun shu kassada',
  todayLead_one: '{{count}} ta chek, jami {{total}}',
  todayLead_other: '{{count}} ta chek, jami {{total}}',
  none: 'Bugun hali savdo boʻlmadi',
  noneHint: 'Har bir savdo diskka yozilishi bilan shu yerda koʻrinadi.',
  stillComing: 'Bu qurilmada hali hamma cheklar yoʻq.',
  pending: 'Navbatda',
  accepted: 'Qabul qilindi',
  conflict: 'Ziddiyat',
  rejected: 'Rad etildi',
  cancelled: 'Bekor qilindi',
  next_pending: 'Shu qurilmada, hali serverda emas. Oʻzi yuboriladi.',
  next_accepted: 'Serverda. Hech narsa qilish shart emas.',
  next_backorder: 'Tovar kutmoqda. Tovar kelganda oʻzi bajariladi.',
  next_conflict:
    'Hisob boʻyicha bu tovar yetarli emas edi. Savdo saqlandi, uni qayta urmang. Tovar berilganmi? Boshqa hech narsa kerak emas: hisobni texnik yordam toʻgʻrilaydi. Hali shu yerdami? Olib qoʻying va texnik yordamdan soʻrang.',
  next_over_refund:
    'Bu savdoda qolganidan koʻp qaytarildi yoki savdo hali maʼlum emas. Qaytarish saqlandi, lekin hali hisobga olinmadi. Pul berilganmi? Shu raqamni texnik yordamga ayting. Javob kelguncha tovarni olib qoʻying.',
  next_rejected:
    'Chekda nimadir mos kelmaydi, shuning uchun u hali hisobga olinmadi. Hech narsa yoʻqolmadi. Texnik yordamga koʻrsating; qayta sotmang.',
  next_cancelled:
    'Texnik yordam bekor qildi. Pul olingan va hali qaytarilmaganmi? Naqd pulni qutidan «Pul olish» orqali shu raqam bilan bering, kartaga terminalda qaytaring.',
  next_cancelled_refund:
    'Texnik yordam bekor qildi: bu qaytarish hisobga olinmaydi. Sotuvi ham bekor qilingan boʻlsa, pul oʻz joyida. Aks holda uni xaridordan qaytarib oling va «Pul kiritish» orqali shu raqam bilan qutiga kiriting; ikkinchi marta qaytarmang.',
  next_accepted_refund:
    'Texnik yordam bu qaytarishni qabul qildi. Olib qoʻyilgan tovarni javonga qaytarish mumkin.',
  next_desk_refund:
    'Texnik yordam berilmagan tovar uchun bu pulni vaʼda qildi. Naqd pulni qutidan «Pul olish» orqali shu raqam bilan bering, kartaga terminalda qaytaring.',
  shortage: '{{title}}: {{requested}} ta kerak, {{available}} ta bor',
  overRefund: '{{title}}: {{requested}} ta qaytarildi, sotuvda {{available}} ta qolgan edi',
  settled: 'Qaror: {{action}} — {{reason}}',
  action_recount: 'qayta sanaldi',
  action_accepted: 'qabul qilindi',
  action_transfer: 'boshqa joydan koʻchirildi',
  action_substitute: 'boshqa mahsulotga almashtirildi',
  action_partial: 'qisman berildi',
  action_backorder: 'kelgunicha qoldirildi',
  action_cancel: 'bekor qilindi',
  online: 'Onlayn',
  reprint: 'Nusxa chiqarish',
  allHere: 'Bu yerdagi barcha cheklar',
  allHereLead: 'Shu qurilmada turganlari, 30 kungacha. Eskilari chekdagi kodni skanerlab qaytariladi.',
  upTo: 'Shu kungacha',
  payments: 'Toʻlovlar',
  flag_price_changed: 'narx oʻzgargan',
  flag_tax_rate_changed: 'soliq stavkasi oʻzgargan',
  flag_standalone_refund: 'sotuvsiz qaytarish',
  flag_restored: 'tiklashdan keyin qaytdi',
  flag_product_archived: 'mahsulot arxivda edi',
  flag_approval_missing: 'menejer ruxsati yoʻq',
  flag_payment_type_unknown: 'filialda bunday toʻlov turi yoʻq',
  flag_rounding_too_large: 'tanga yoki undan koʻpga yaxlitlangan',
}
