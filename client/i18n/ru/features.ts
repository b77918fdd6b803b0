import type { Russian } from '../translation.ts'

export const features: Russian<'features'> = {
  title: 'Функции',
  lead: 'Что есть у филиала – если хотите, сначала на части касс. Кассы в сети замечают за секунды, без перезагрузки.',
  cameraScan: 'Сканирование камерой',
  cameraScanHint: 'Кнопка у поиска, читающая штрихкоды камерой.',
  training: 'Режим обучения',
  trainingHint: 'Кнопка в меню, открывающая кассу для тренировки.',
  share: 'Касс с этой функцией, %',
  lanesNow: 'есть у {{have, number}} из {{all, number}} касс',
  byDefault: 'как в самом приложении',
  off: 'Выкл.',
  on: 'Вкл.',
  reset: 'Оставить приложению',
  shareFault: 'Целое число от 0 до 100.',
  loading: 'Загружаем филиалы…',
  saved: '{{feature}}, {{branch}}: {{percent, number}} %',
}
