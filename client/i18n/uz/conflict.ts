import type { Uzbek } from '../translation.ts'

export const conflict: Uzbek<'conflict'> = {
  title: '{{number}} boʻyicha ziddiyat',
  decide: 'Qaror',
  reason: 'Sabab',
  reasonFault: 'Sababini bir necha soʻz bilan yozing.',
  working: 'Bajarilmoqda…',
  toDesk: 'Ziddiyatlar sahifasida hal qilish',
}
