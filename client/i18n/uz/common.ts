import type { Uzbek } from '../translation.ts'

export const common: Uzbek<'common'> = {
  close: 'Yopish',
  cancel: 'Bekor qilish',
  save: 'Saqlash',
  loading: 'yuklanmoqda…',
  tryAgain: 'Qayta urinish',
  unknownError: 'Nimadir xato ketdi. Qaytadan urinib koʻring.',
  noServer: 'Server bilan aloqa yoʻq. Tarmoqni tekshirib, qaytadan urinib koʻring.',
  onlineShop: 'Onlayn doʻkon',
}
