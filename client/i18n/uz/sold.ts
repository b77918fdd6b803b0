import type { Uzbek } from '../translation.ts'

export const sold: Uzbek<'sold'> = {
  title: 'Sotildi',
  change: 'Qaytim',
  noChange: 'Qaytimsiz',
  saved: 'Shu qurilmada saqlandi',
  print: 'Chek chiqarish',
  next: 'Yangi chek',
  nextHint: 'Skanerlang yoki yozishni boshlang — yangi chek ochiladi.',
  dismiss: 'Oxirgi savdoni yashirish',
  void: 'Bekor qilish',
  voidHint: 'Butun sotuvni qaytaradi',
  voidDone: 'Sotuv bekor qilindi',
  allBack: 'Bu sotuv boʻyicha hammasi qaytarilgan.',
  notApproved: 'Ruxsat berilmadi. Hech narsa qaytarilmadi.',
  shiftNeeded: 'Bu filialda pul faqat smena ochiq boʻlganda qaytariladi. Avval smenani oching.',
  notSaved: 'Qaytarishni qurilmada saqlab boʻlmadi: {{why}}. Hech narsa qaytarilmadi; qayta urinib koʻring.',
}
