import type { Russian } from '../translation.ts'

export const audit: Russian<'audit'> = {
  title: 'Журнал действий',
  lead: 'Что и кем сделано, сначала новое. Изменить его нельзя.',
  about: 'О чём',
  everything: 'Всё',
  orders: 'Заказы',
  users: 'Люди',
  devices: 'Кассы',
  branches: 'Филиалы',
  stock: 'Склад',
  products: 'Товары и клиенты',
  shifts: 'Смены',
  from: 'С',
  until: 'По',
  nobody: 'не указан',
  older: 'Более ранние',
  loading: 'Загружаем журнал…',
  none: 'Ничего не записано',
  noneHint: 'Ничего не подходит под поиск.',
  details: 'Подробности',
  end: 'Это всё',
}
