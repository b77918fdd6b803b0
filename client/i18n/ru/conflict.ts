import type { Russian } from '../translation.ts'

export const conflict: Russian<'conflict'> = {
  title: 'Конфликт по чеку {{number}}',
  decide: 'Решение',
  reason: 'Причина',
  reasonFault: 'Напишите причину в нескольких словах.',
  working: 'Проводим…',
  toDesk: 'Решить на странице конфликтов',
}
