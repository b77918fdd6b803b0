import type { Uzbek } from '../translation.ts'

export const lane: Uzbek<'lane'> = {
  title: 'Bu qaysi kassa?',
  lead: 'Bu brauzer filial kassasi boʻladi. Bir marta tanlanadi.',
  branch: 'Filial',
  lane: 'Kassa nomi',
  laneHint: 'Siz uni qanday ataysiz. Nomini boshqa kassalar va texnik yordam koʻradi.',
  laneExample: 'Masalan: kirishdagi kassa',
  laneUnnamed: 'Kassa',
  submit: 'Kassani ochish',
  working: 'Roʻyxatga olinmoqda…',
  noBranch: 'Siz uchun hali filial ochilmagan. Administratorga murojaat qiling.',
  loading: 'Filiallar yuklanmoqda…',
  toDesk: 'Boshqaruv paneliga oʻtish',
  signedInAs: 'Kirgan foydalanuvchi: {{name}}',
  other: 'Bu siz emasmisiz? Chiqish',
}
