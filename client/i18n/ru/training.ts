import type { Russian } from '../translation.ts'

export const training: Russian<'training'> = {
  mark: 'УЧЁБА',
  lead: 'Здесь ничего не продаётся, не отправляется и не сохраняется.',
  enter: 'Учебный режим',
  leave: 'Закончить учёбу',
  opening: 'Открываем…',
  notYet: 'Каталог ещё не сохранён на этом устройстве. Дождитесь загрузки и попробуйте снова.',
  noSale: 'Это не чек',
}
