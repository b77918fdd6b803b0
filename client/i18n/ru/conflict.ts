import type { Russian } from '../translation.ts'

export const conflict: Russian<'conflict'> = {
  title: 'Конфликт по чеку {{number}}',
  decide: 'Решение',
  recount: 'Пересчитать и принять',
  recountHint: 'Товар уже отдан. Недостающее записывается как найденное, и продажа остаётся в силе.',
  cancelSale: 'Отменить продажу',
  cancelHint: 'Товар ещё здесь или вернётся. Деньги нужно вернуть.',
  cancelRefund: 'Отменить возврат',
  cancelRefundHint:
    'Он не учитывается, и на полку ничего не ставится. Если деньги выданы, в кассе их не хватит: укажите это в причине.',
  reason: 'Причина',
  reasonHint: 'Останется в заказе.',
  reasonFault: 'Напишите причину в нескольких словах.',
  do: 'Провести',
  working: 'Проводим…',
  done: 'Решено: {{number}}',
}
