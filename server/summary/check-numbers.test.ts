import { expect, test } from 'vitest'
import { wrongNumbersIn } from './check-numbers.ts'
import type { Facts } from './facts.ts'

const facts: Facts = {
  told: {},
  names: new Set(['Shirt 501', 'Sales rose 99 %', 'Branch 2']),
  numbers: [
    { kind: 'money', value: 12_345.67 },
    { kind: 'money', value: 1_250_000 },
    { kind: 'money', value: -84.2 },
    { kind: 'count', value: 312 },
    { kind: 'count', value: 4_005 },
    { kind: 'count', value: 7 },
    { kind: 'count', value: 2.5 },
    { kind: 'percent', value: -12.3, isChange: true },
    { kind: 'percent', value: 4.5, isChange: true },
    { kind: 'percent', value: 31 },
  ],
}
const wrong = (text: string) => wrongNumbersIn(text, facts, 'USD')

test.for([
  'Sold $12,345.67 in 312 sales.',
  'Sold 12,346 USD, about 12.3 thousand, or $12.3k.',
  'Продано на 12 345,67 $ за 7 дней, 4 005 штук.',
  'Выручка 12\u202f345,67\u00a0USD; 1,25 млн раньше.',
  'Bir hafta: 1 250 000 USD, 1,25 mln, 312 ta savdo.',
  'Es waren 12.345,67 USD.',
  "In Zürich: 12'345.67 USD.",
  'Downtown fell by 12.3 %, Riverside rose 4.5 percent.',
  'Downtown −12.3%, Riverside +4.5%.',
  'Продажи упали на 12,3 %; рост на 4,5 процента.',
  'Savdo 12,3 foizga kamaydi.',
  'Online made 31 % of the money, down from more.',
  'Changes were 4.5 to 12.3 %.',
  'The drawers were short by $84.20 (-84.2 USD).',
  'Half of it is "Shirt 501", and “Branch 2” did well with 312.',
  'It lasts 2.5 days, and nothing else needs you.',
  'Between 7-312 sales.',
])('told as it is: %s', (text) => {
  expect(wrong(text)).toEqual([])
})

test.for([
  ['Sold $12,400.', '12,400'],
  ['Sold 12,345.60 USD.', '12,345.60'],
  ['313 sales', '313'],
  ['Made 13 thousand', '13'],
  ['Made 12 million', '12'],
  ['It grew by 12.3 %.', 'other way'],
  ['Продажи выросли на 12,3 %.', 'other way'],
  ['Savdo 12,3 foizga oshdi.', 'other way'],
  ['Riverside fell 4.5 %', 'other way'],
  ['Riverside -4.5 %', 'sign'],
  ['The drawers had +84.20 USD', 'sign'],
  ['312 % more', '312 %'],
  ['$312 was taken', '312'],
  ['31 sales', '31'],
  ['Shirt 501 sold well', '501'],
  ['"Shirt 502" sold well', '502'],
  ['Sales rose 99 %', '99'],
  ['As 2026 was', '2026'],
  ['٣١٢ sales', 'figures other'],
  ['Sold ３１３', '313'],
  ['12 345 67', '345 is'],
  ['1.234.5', '1.234.5'],
])('not so: %s', ([text = '', what = '']) => {
  expect(wrong(text).join(' | ')).toContain(what)
})
