import type { Uzbek } from '../translation.ts'

export const signIn: Uzbek<'signIn'> = {
  title: 'Kirish',
  again: 'Qayta kiring',
  lead: 'Tarmoq bilan ham, usiz ham soting.',
  email: 'Elektron pochta',
  password: 'Parol',
  submit: 'Kirish',
  working: 'Kirilmoqda…',
  unsentOf:
    'Bu kassada {{name}} sotgan, hali yuborilmagan savdolar bor: {{waiting}} ta kutmoqda. Ularni yuborish uchun {{email}} boʻlib kiring yoki avval faylga saqlang.',
  unsentOfBefore:
    'Endi rolingiz yoki filialingiz boshqa, avvalgi savdolaringiz esa hali yuborilmagan: {{waiting}} ta kutmoqda. Shu filialda avvalgi rolingizdagi hamkasbingiz kirsin yoki avval ularni faylga saqlang.',
  unsentAtDesk:
    'Bu ish joyida {{name}} kiritgan, hali yuborilmagan oʻzgarishlar bor: {{waiting}} ta kutmoqda. Ularni yuborish uchun {{email}} boʻlib kiring.',
  unsentOfBeforeAtDesk:
    'Endi rolingiz yoki filialingiz boshqa, avvalgi oʻzgarishlaringiz esa hali yuborilmagan: {{waiting}} ta kutmoqda. Shu filialda avvalgi rolingizdagi hamkasbingiz kirsin.',
  point1: 'Tarmoqsiz kunlab sotadi',
  point2: 'Belgi qoʻyilgan savdo diskka yozilgan boʻladi',
  point3: 'Aloqa tiklanishi bilan oʻzi yuboradi',
}
