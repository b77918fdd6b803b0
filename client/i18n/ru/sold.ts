import type { Russian } from '../translation.ts'

export const sold: Russian<'sold'> = {
  title: 'Продано',
  change: 'Сдача',
  noChange: 'Без сдачи',
  saved: 'Сохранено на этом устройстве',
  print: 'Печать чека',
  receipt: 'Чек',
  next: 'Новый чек',
  nextHint: 'Отсканируйте или начните набирать — откроется новый чек.',
  last: 'Прошлая продажа',
  dismiss: 'Скрыть прошлую продажу',
}
