import type { Uzbek } from '../translation.ts'

export const signIn: Uzbek<'signIn'> = {
  title: 'Kirish',
  again: 'Qayta kiring',
  lead: 'Tarmoq bilan ham, usiz ham soting.',
  email: 'Elektron pochta',
  password: 'Parol',
  submit: 'Kirish',
  working: 'Kirilmoqda…',
  point1: 'Tarmoqsiz kunlab sotadi',
  point2: 'Belgi qoʻyilgan savdo diskka yozilgan boʻladi',
  point3: 'Aloqa tiklanishi bilan oʻzi yuboradi',
}
