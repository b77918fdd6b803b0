import type { Uzbek } from '../translation.ts'

export const rejections: Uzbek<'rejections'> = {
  'document/invalid': 'Hujjat notoʻgʻri tuzilgan. Texnik yordam uni tuzatib, qayta oʻtkazishi mumkin.',
  'document/forbidden': 'Bu xodim yoki kassa buni yoza olmaydi. Texnik yordam koʻrib chiqadi.',
  'document/id-reused': 'Shu yozuv raqami bilan oldin boshqa hujjat saqlangan; birinchisi kuchda.',
  'document/other-tenant': 'Hujjat boshqa kompaniyaning maʼlumotiga ishora qiladi.',
  'order/unknown-device': 'Chekda uni yuborgan kassa emas, boshqasi koʻrsatilgan.',
  'order/wrong-branch': 'Chek kassa tegishli boʻlmagan filialda urilgan.',
  'order/wrong-cashier': 'Chekda bu kassaga kirmagan kassir koʻrsatilgan.',
  'order/wrong-sums': 'Chekdagi summalar mos kelmaydi.',
  'order/wrong-payments': 'Toʻlovlar chek summasiga teng emas.',
  'order/wrong-currency': 'Chek valyutasi kompaniya valyutasidan boshqa.',
  'order/wrong-source': 'Kassa faqat oʻz savdolarini yubora oladi.',
  'order/unknown-product': 'Chekda mavjud boʻlmagan tovar koʻrsatilgan.',
  'order/duplicate-line': 'Chekning ikki qatori bir xil raqamda.',
  'order/refund-incomplete': 'Qaytarishda chek, qaytayotgan qatorlar va sabab koʻrsatilishi kerak.',
  'order/refund-mismatch': 'Qaytarishda asl chekda yoʻq qatorlar koʻrsatilgan.',
  'stock/wrong-branch': 'Tovar harakati kassa tegishli boʻlmagan filialda yozilgan.',
  'stock/unknown-product': 'Harakatda mavjud boʻlmagan tovar koʻrsatilgan.',
  'stock/wrong-reason': 'Kassa bunday harakatni oʻzi yoza olmaydi.',
  'stock/wrong-delta': 'Oʻzgarish sababga mos emas yoki hisob bilan sanoq farqiga teng emas.',
  'stock/half-transfer': 'Koʻchirish — birga yuboriladigan ikki harakat; biri yoʻq yoki mos kelmaydi.',
}
