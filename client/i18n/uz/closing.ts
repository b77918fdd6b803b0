import type { Uzbek } from '../translation.ts'

export const closing: Uzbek<'closing'> = {
  close: 'Filialni yopish',
  reopen: 'Qayta ochish',
  isClosed: 'Yopilgan',
  since:
    '{{time}} dan beri yopiq. Yangi ishga taklif qilinmaydi; buyurtmalari, harakatlari va smenalari joyida qoladi.',
  ask: '{{name}} yopilsinmi?',
  text: 'U yerda kassa ochilmaydi, tovar ham bormaydi. Boʻlgan ishlar qoladi, administrator uni qayta ocha oladi.',
  closed: '{{name}} yopildi',
  notYet: '{{name}}ni hali yopib boʻlmaydi',
  notYetText: 'U yerda nimadir qolgan. Hal qilib, yana koʻring.',
  looking: 'U yerda nima qolgani koʻrilmoqda…',
  lookAgain: 'Yana koʻrish',
  reopenAsk: '{{name}} qayta ochilsinmi?',
  reopenText: 'Kassalari toʻxtagan joyidan, avvalgi sozlamalari bilan davom etadi.',
  unsentLanes_one: '{{count, number}} ta kassada yuborilmagan narsa bor',
  unsentLanes_other: '{{count, number}} ta kassada yuborilmagan narsa bor',
  openShifts_one: '{{count, number}} ta smena ochiq: uni kassasida yoping',
  openShifts_other: '{{count, number}} ta smena ochiq: ularni kassalarida yoping',
  parkedSales_one: '{{count, number}} ta savdo kutib turibdi: kassasida tugating yoki olib tashlang',
  parkedSales_other: '{{count, number}} ta savdo kutib turibdi: kassalarida tugating yoki olib tashlang',
  cases_one: '{{count, number}} ta ziddiyat kutmoqda',
  cases_other: '{{count, number}} ta ziddiyat kutmoqda',
  deadLetters_one: '{{count, number}} ta hujjat qabul qilinmagan',
  deadLetters_other: '{{count, number}} ta hujjat qabul qilinmagan',
  products_one:
    '{{count, number}} ta mahsulot qoldigʻi bor, jami {{pieces}}: koʻchiring yoki hisobdan chiqaring',
  products_other:
    '{{count, number}} ta mahsulot qoldigʻi bor, jami {{pieces}}: koʻchiring yoki hisobdan chiqaring',
  locations: 'Onlayn doʻkon shu yerdan sotadi: uning joyiga boshqa filial tanlang',
  isLast: 'Bu yagona ochiq filial',
}
