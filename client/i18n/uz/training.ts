import type { Uzbek } from '../translation.ts'

export const training: Uzbek<'training'> = {
  mark: 'MASHQ',
  lead: 'Bu yerda hech narsa sotilmaydi, yuborilmaydi va saqlanmaydi.',
  enter: 'Mashq rejimi',
  leave: 'Mashqni tugatish',
  opening: 'Ochilmoqda…',
  notYet: 'Katalog hali bu qurilmada saqlanmagan. Yuklanishini kuting va qayta urining.',
  noSale: 'Bu chek emas',
}
