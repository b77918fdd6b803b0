export const en = {
  stranger:
    'This bot speaks only to people whose chat is connected. Open your account page, press “Connect Telegram”, and send me the code shown there as <code>/start CODE</code>.',
  badCode:
    'This code does not work: it was used, replaced, or is older than ten minutes. Make a new one on your account page.',
  waitCode: (minutes: string) => `Too many wrong codes. Try again in ${minutes} min.`,
  bound: (name: string, shop: string) =>
    `Connected: ${name}, <b>${shop}</b>. I write here when something runs low. /help tells what you can ask.`,
  boundAlready: 'This chat is connected already.',
  boundToOther: 'This chat is connected to another account. Send /stop first, then the code again.',
  stopped: 'Disconnected. I say nothing here any more. To come back, make a new code on your account page.',
  slower: 'That is a lot at once. Give me a minute, please.',
  unknown: 'I do not know that. You can ask:',
  help: [
    '<code>/stock SKU</code> – what is on the shelves, by branch',
    '<code>/alert SKU 5</code> – tell me when it comes down to 5',
    '<code>/alert SKU off</code> – do not tell me any more',
    '/alerts – what I am watching for you',
    '/today – sales so far today',
    '/stop – disconnect this chat',
  ].join('\n'),
  noCode: {
    stock: 'Which product? Write <code>/stock SKU</code>.',
    alert: 'Which product? Write <code>/alert SKU 5</code>.',
  },
  noThreshold:
    'At how many pieces shall I tell you? Write <code>/alert SKU 5</code>, or <code>/alert SKU off</code>.',
  badThreshold: 'The threshold is a whole number from 0 to 1,000,000: <code>/alert SKU 5</code>.',
  noProduct: (code: string) => `There is no product with the SKU or barcode <b>${code}</b>.`,
  near: 'Did you mean:',
  each: (price: string) => `${price} each`,
  days: (days: string) => `about ${days} days`,
  overAYear: 'enough for over a year',
  shelf: (branch: string, pieces: string, lasts: string | null) =>
    `${branch}: <b>${pieces}</b>${lasts === null ? '' : `, ${lasts}`}`,
  low: 'low',
  inAll: (pieces: string) => `In all: <b>${pieces}</b>`,
  alertSet: (title: string, threshold: string) =>
    `I tell you when <b>${title}</b> comes down to ${threshold}.`,
  lowAlready: (where: string) => `It is that low already: ${where}.`,
  alertOff: (title: string) =>
    `No alert of your own for <b>${title}</b> any more; the shop’s threshold holds.`,
  noAlert: (title: string) => `You have no alert of your own for <b>${title}</b>.`,
  tooMany: (most: string) => `You watch ${most} products already. Take one off first: /alerts`,
  noAlerts: 'You have no alerts of your own. Write <code>/alert SKU 5</code> to make one.',
  alerts: 'Your own alerts:',
  takeOff: 'Take one off with <code>/alert SKU off</code>.',
  todayOf: (place: string) => `<b>Today, ${place}</b>`,
  allBranches: 'all branches',
  sales: (count: string, total: string) => `Sales: <b>${count}</b>, <b>${total}</b>`,
  lastWeek: (total: string) => `A week ago by this time: ${total}`,
  waiting: (count: string) => `Open conflicts: ${count}`,
  lowHere: (count: string) => `Low on stock: ${count}`,
  noBranch: 'Your account has no branch any more. Ask an admin.',
}
