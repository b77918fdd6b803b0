import type { Russian } from '../translation.ts'

export const lane: Russian<'lane'> = {
  title: 'Какая это касса?',
  lead: 'Этот браузер станет кассой филиала. Выбрать нужно один раз.',
  branch: 'Филиал',
  lane: 'Название кассы',
  laneHint: 'Как вы её называете. Название видят другие кассы и поддержка.',
  laneExample: 'Например: у входа',
  laneUnnamed: 'Касса',
  submit: 'Открыть кассу',
  working: 'Регистрируем…',
  noBranch: 'Для вас пока нет ни одного филиала. Обратитесь к администратору.',
  loading: 'Загружаем филиалы…',
  toDesk: 'Перейти в панель управления',
  signedInAs: 'Вы вошли как {{name}}',
  other: 'Это не вы? Выйти',
}
