import type { Russian } from '../translation.ts'

/** Журнал обмена кассы. */
export const syncLog: Russian<'syncLog'> = {
  title: 'Журнал обмена',
  lead: '{{lane}} · {{name}} · на связи {{when}}',
  never: 'ещё не было',
  noDevice: 'Такой кассы нет.',
  all: 'Все',
  pull: 'Получено',
  push: 'Отправлено',
  stream: 'Новости',
  onlyTrouble: 'Только сбои',
  anything: 'Всё',
  what: 'Что',
  when: 'Когда',
  which: 'Документы',
  requests: 'Запросов',
  documents: 'Документов',
  conflicts: 'Конфликтов',
  rejected: 'Не принято',
  errors: 'Ошибок',
  reached: 'До позиции',
  none: 'Связи ещё не было',
  noneHint: 'Здесь за секунды появится то, что касса отправит и получит.',
  filteredOut: 'По этим фильтрам ничего нет',
  tills: 'Касса',
  revoked: 'отключена',
}
