import type { Russian } from '../translation.ts'

export const conflict: Russian<'conflict'> = {
  title: 'Конфликт по чеку {{number}}',
  shortages: 'Чего не хватило',
  asked: 'нужно',
  there: 'есть',
  detected: 'Обнаружен {{time}}',
  overRefund: 'Вернулось бы больше, чем было продано.',
  decide: 'Решение',
  recount: 'Пересчитать и принять',
  recountHint: 'Товар уже отдан. Недостающее записывается как найденное, и продажа остаётся в силе.',
  cancelSale: 'Отменить продажу',
  cancelHint: 'Товар ещё здесь или вернётся. Деньги нужно вернуть.',
  reason: 'Причина',
  reasonHint: 'Останется в заказе.',
  reasonFault: 'Напишите причину в нескольких словах.',
  do: 'Провести',
  working: 'Проводим…',
  done: 'Решено: {{number}}',
  only: 'Решать могут администраторы и поддержка.',
}
