import type { Uzbek } from '../translation.ts'

export const join: Uzbek<'join'> = {
  title: 'Xush kelibsiz, {{name}}',
  link: 'Sizning havolangiz',
  loading: 'Havola tekshirilmoqda…',
  passwordHint: 'Kamida 8 belgi. Boshqa hech kim bilmaydi.',
  again: 'Parol yana bir marta',
  againFault: 'Yuqoridagidan farq qiladi',
  pinHint: 'Kassada oʻzingizga oʻtish uchun 4–8 raqam. Boʻsh: keyinroq.',
  submit: 'Saqlash',
  done: 'Tayyor',
  doneHint: 'Yangi parol bilan {{email}} sifatida kiring.',
}
