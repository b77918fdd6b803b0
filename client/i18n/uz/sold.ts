import type { Uzbek } from '../translation.ts'

export const sold: Uzbek<'sold'> = {
  title: 'Sotildi',
  change: 'Qaytim',
  noChange: 'Qaytimsiz',
  saved: 'Shu qurilmada saqlandi',
  print: 'Chek chiqarish',
  receipt: 'Chek',
  next: 'Yangi chek',
  nextHint: 'Skanerlang yoki yozishni boshlang — yangi chek ochiladi.',
  last: 'Oxirgi savdo',
  dismiss: 'Oxirgi savdoni yashirish',
}
