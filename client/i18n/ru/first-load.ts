import type { Russian } from '../translation.ts'

export const firstLoad: Russian<'firstLoad'> = {
  title: 'Готовим магазин',
  lead: 'Касса откроется, как только придут первые товары. Остальное догрузится во время работы.',
  figures: '{{done}} из {{total}}',
  figuresOpen: '{{done}}',
  products: 'Товары',
  stockLevels: 'Остатки',
  customers: 'Покупатели',
  orders: 'Заказы',
  branches: 'Филиалы',
  stockMovements: 'Движения',
  offline: 'Для первой загрузки нужна сеть. Она продолжится, как только ответит сервер.',
}
