import type { Uzbek } from '../translation.ts'

export const firstLoad: Uzbek<'firstLoad'> = {
  title: 'Doʻkon tayyorlanmoqda',
  lead: 'Birinchi mahsulotlar kelishi bilan kassa ochiladi. Qolgani ish davomida yuklanadi.',
  figures: '{{total}} dan {{done}}',
  figuresOpen: '{{done}}',
  products: 'Mahsulotlar',
  stockLevels: 'Qoldiqlar',
  customers: 'Mijozlar',
  orders: 'Buyurtmalar',
  branches: 'Filiallar',
  stockMovements: 'Harakatlar',
  offline: 'Birinchi yuklash uchun tarmoq kerak. Server javob berishi bilan davom etadi.',
}
