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
}
