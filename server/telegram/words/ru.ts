import type { BotWords } from '../words.ts'

export const ru: BotWords = {
  stranger:
    'Этот бот отвечает только в подключённых чатах. Откройте страницу «Мой профиль», нажмите «Подключить Telegram» и пришлите мне код оттуда: <code>/start КОД</code>.',
  badCode:
    'Этот код не подходит: он использован, заменён или старше десяти минут. Получите новый на странице профиля.',
  waitCode: (minutes) => `Слишком много неверных кодов. Попробуйте через ${minutes} мин.`,
  bound: (name, shop) =>
    `Подключено: ${name}, <b>${shop}</b>. Я напишу сюда, когда товар будет заканчиваться. Что можно спросить: /help`,
  boundAlready: 'Этот чат уже подключён.',
  boundToOther: 'Этот чат подключён к другому профилю. Сначала отправьте /stop, потом код ещё раз.',
  stopped: 'Отключено. Больше я здесь не пишу. Чтобы вернуться, получите новый код на странице профиля.',
  slower: 'Слишком много сообщений сразу. Дайте мне минуту, пожалуйста.',
  unknown: 'Этого я не знаю. Спросить можно:',
  help: [
    '<code>/stock АРТИКУЛ</code> – остатки по магазинам',
    '<code>/alert АРТИКУЛ 5</code> – сообщить, когда останется 5',
    '<code>/alert АРТИКУЛ off</code> – больше не сообщать',
    '/alerts – за чем я слежу для вас',
    '/today – продажи за сегодня',
    '/stop – отключить этот чат',
  ].join('\n'),
  noCode: {
    stock: 'Какой товар? Напишите <code>/stock АРТИКУЛ</code>.',
    alert: 'Какой товар? Напишите <code>/alert АРТИКУЛ 5</code>.',
  },
  noThreshold:
    'При каком остатке сообщить? Напишите <code>/alert АРТИКУЛ 5</code> или <code>/alert АРТИКУЛ off</code>.',
  badThreshold: 'Порог – целое число от 0 до 1 000 000: <code>/alert АРТИКУЛ 5</code>.',
  noProduct: (code) => `Нет товара с артикулом или штрихкодом <b>${code}</b>.`,
  near: 'Может быть:',
  each: (price) => `${price} за штуку`,
  days: (days) => `примерно на ${days} дн.`,
  overAYear: 'хватит больше чем на год',
  shelf: (branch, pieces, lasts) => `${branch}: <b>${pieces}</b>${lasts === null ? '' : `, ${lasts}`}`,
  low: 'мало',
  inAll: (pieces) => `Всего: <b>${pieces}</b>`,
  alertSet: (title, threshold) => `Сообщу, когда <b>${title}</b> останется ${threshold}.`,
  lowAlready: (where) => `Уже столько или меньше: ${where}.`,
  alertOff: (title) => `Вашего порога для <b>${title}</b> больше нет; действует порог магазина.`,
  noAlert: (title) => `У вас нет своего порога для <b>${title}</b>.`,
  tooMany: (most) => `Вы уже следите за товарами: ${most}. Сначала снимите один: /alerts`,
  noAlerts: 'У вас нет своих порогов. Чтобы поставить, напишите <code>/alert АРТИКУЛ 5</code>.',
  alerts: 'Ваши пороги:',
  takeOff: 'Снять: <code>/alert АРТИКУЛ off</code>.',
  todayOf: (place) => `<b>Сегодня, ${place}</b>`,
  allBranches: 'все магазины',
  sales: (count, total) => `Продажи: <b>${count}</b>, <b>${total}</b>`,
  lastWeek: (total) => `Неделю назад к этому времени: ${total}`,
  waiting: (count) => `Открытые конфликты: ${count}`,
  lowHere: (count) => `Мало на складе: ${count}`,
  noBranch: 'У вашего профиля больше нет магазина. Обратитесь к администратору.',
}
