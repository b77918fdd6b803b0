import type { Russian } from '../translation.ts'

export const common: Russian<'common'> = {
  close: 'Закрыть',
  cancel: 'Отмена',
  save: 'Сохранить',
  loading: 'загрузка…',
  tryAgain: 'Повторить',
  unknownError: 'Что-то пошло не так. Попробуйте ещё раз.',
  noServer: 'Нет связи с сервером. Проверьте сеть и попробуйте ещё раз.',
  onlineShop: 'Интернет-магазин',
}
