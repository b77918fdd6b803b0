import type { BotWords } from '../words.ts'

export const uz: BotWords = {
  stranger:
    'Bu bot faqat ulangan chatlarda javob beradi. «Mening profilim» sahifasini oching, «Telegramni ulash»ni bosing va u yerdagi kodni menga yuboring: <code>/start KOD</code>.',
  badCode:
    'Bu kod yaramaydi: u ishlatilgan, almashtirilgan yoki oʻn daqiqadan eski. Profil sahifasida yangisini oling.',
  waitCode: (minutes) => `Notoʻgʻri kodlar juda koʻp. ${minutes} daqiqadan keyin urinib koʻring.`,
  bound: (name, shop) =>
    `Ulandi: ${name}, <b>${shop}</b>. Mahsulot kamayganda shu yerga yozaman. Nima soʻrash mumkin: /help`,
  boundAlready: 'Bu chat allaqachon ulangan.',
  boundToOther: 'Bu chat boshqa profilga ulangan. Avval /stop yuboring, keyin kodni qaytadan.',
  stopped: 'Uzildi. Bu yerga boshqa yozmayman. Qaytish uchun profil sahifasida yangi kod oling.',
  slower: 'Birdaniga juda koʻp xabar. Iltimos, bir daqiqa bering.',
  unknown: 'Buni bilmayman. Soʻrash mumkin:',
  help: [
    '<code>/stock SKU</code> – doʻkonlardagi qoldiq',
    '<code>/alert SKU 5</code> – 5 ta qolganda xabar berish',
    '<code>/alert SKU off</code> – boshqa xabar bermaslik',
    '/alerts – siz uchun nimalarni kuzatyapman',
    '/today – bugungi savdo',
    '/stop – bu chatni uzish',
  ].join('\n'),
  noCode: {
    stock: 'Qaysi mahsulot? <code>/stock SKU</code> deb yozing.',
    alert: 'Qaysi mahsulot? <code>/alert SKU 5</code> deb yozing.',
  },
  noThreshold:
    'Nechta qolganda xabar beray? <code>/alert SKU 5</code> yoki <code>/alert SKU off</code> deb yozing.',
  badThreshold: 'Chegara 0 dan 1 000 000 gacha butun son: <code>/alert SKU 5</code>.',
  noProduct: (code) => `SKU yoki shtrix-kodi <b>${code}</b> boʻlgan mahsulot yoʻq.`,
  near: 'Balki:',
  each: (price) => `donasi ${price}`,
  days: (days) => `taxminan ${days} kunga`,
  overAYear: 'bir yildan koʻproqqa yetadi',
  shelf: (branch, pieces, lasts) => `${branch}: <b>${pieces}</b>${lasts === null ? '' : `, ${lasts}`}`,
  low: 'kam',
  inAll: (pieces) => `Jami: <b>${pieces}</b>`,
  alertSet: (title, threshold) => `<b>${title}</b> ${threshold} ta qolganda xabar beraman.`,
  lowAlready: (where) => `Hozirning oʻzida shuncha yoki kam: ${where}.`,
  alertOff: (title) => `<b>${title}</b> uchun oʻz chegarangiz olib tashlandi; doʻkonniki amal qiladi.`,
  noAlert: (title) => `<b>${title}</b> uchun oʻz chegarangiz yoʻq.`,
  tooMany: (most) => `Siz ${most} ta mahsulotni kuzatyapsiz. Avval bittasini olib tashlang: /alerts`,
  noAlerts: 'Oʻz chegaralaringiz yoʻq. Qoʻyish uchun <code>/alert SKU 5</code> deb yozing.',
  alerts: 'Sizning chegaralaringiz:',
  takeOff: 'Olib tashlash: <code>/alert SKU off</code>.',
  todayOf: (place) => `<b>Bugun, ${place}</b>`,
  allBranches: 'barcha doʻkonlar',
  sales: (count, total) => `Savdo: <b>${count}</b>, <b>${total}</b>`,
  lastWeek: (total) => `Bir hafta oldin shu paytgacha: ${total}`,
  waiting: (count) => `Ochiq ziddiyatlar: ${count}`,
  lowHere: (count) => `Kam qolgan: ${count}`,
  noBranch: 'Profilingizda doʻkon qolmadi. Administratorga murojaat qiling.',
}
