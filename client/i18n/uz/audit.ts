import type { Uzbek } from '../translation.ts'

export const audit: Uzbek<'audit'> = {
  title: 'Amallar jurnali',
  lead: 'Nima, kim tomonidan qilingan, avval yangisi. Uni hech kim oʻzgartira olmaydi.',
  about: 'Nima haqida',
  everything: 'Hammasi',
  orders: 'Buyurtmalar',
  users: 'Odamlar',
  devices: 'Kassalar',
  branches: 'Filiallar',
  stock: 'Ombor',
  products: 'Tovarlar va mijozlar',
  shifts: 'Smenalar',
  from: 'Dan',
  until: 'Gacha',
  nobody: 'koʻrsatilmagan',
  older: 'Oldingilari',
  loading: 'Jurnal yuklanmoqda…',
  none: 'Hech narsa yozilmagan',
  noneHint: 'Qidiruvga mos narsa yoʻq.',
  details: 'Tafsilotlar',
  end: 'Hammasi shu',
}
