import type { Uzbek } from '../translation.ts'

export const features: Uzbek<'features'> = {
  title: 'Imkoniyatlar',
  lead: 'Filialda nima bor – istasangiz, avval kassalarning bir qismida. Tarmoqdagi kassalar soniyalarda, qayta yuklamasdan biladi.',
  cameraScan: 'Kamera bilan skanerlash',
  cameraScanHint: 'Qidiruv yonidagi shtrix-kodni kamera bilan oʻqiydigan tugma.',
  training: 'Oʻquv rejimi',
  trainingHint: 'Menyudagi mashq kassasini ochadigan tugma.',
  share: 'Bu imkoniyatga ega kassalar, %',
  lanesNow: '{{all, number}} kassadan {{have, number}} tasida bor',
  byDefault: 'ilovaning oʻzidagidek',
  off: 'Oʻchiq',
  on: 'Yoniq',
  reset: 'Ilovaga qoldirish',
  shareFault: '0 dan 100 gacha butun son.',
  loading: 'Filiallar yuklanmoqda…',
  saved: '{{feature}}, {{branch}}: {{percent, number}} %',
}
