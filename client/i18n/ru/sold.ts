import type { Russian } from '../translation.ts'

export const sold: Russian<'sold'> = {
  title: 'Продано',
  change: 'Сдача',
  noChange: 'Без сдачи',
  saved: 'Сохранено на этом устройстве',
  print: 'Печать чека',
  next: 'Новый чек',
  nextHint: 'Отсканируйте или начните набирать — откроется новый чек.',
  dismiss: 'Скрыть прошлую продажу',
}
