import type { Uzbek } from '../translation.ts'

export const keys: Uzbek<'keys'> = {
  title: 'Kassa tugmalari',
  hint: 'Boshqa har qanday tugma qidiruvga yozadi. Skaner kursor qayerda boʻlsa ham ishlaydi.',
  search: 'Qidiruvga oʻtish',
  quantity: 'Qatordagi miqdor',
  customer: 'Mijoz',
  price: 'Qatordagi narx',
  saleDiscount: 'Chekka chegirma',
  discount: 'Qatorga chegirma',
  pay: 'Toʻlov',
  exact: 'Qaytimsiz naqd',
  more: 'Bitta koʻp',
  fewer: 'Bitta kam',
  remove: 'Qatorni olib tashlash',
  up: 'Yuqoridagi qator yoki tovar',
  down: 'Pastdagi qator yoki tovar',
  back: 'Bir qadam orqaga',
  people: 'Sotuvchini almashtirish',
  help: 'Shu roʻyxat',
  enter: 'Belgilangan tovarni qoʻshish',
  times: 'Keyingi tovardan uchta',
}
