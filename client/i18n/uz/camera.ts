import type { Uzbek } from '../translation.ts'

export const camera: Uzbek<'camera'> = {
  opening: 'Kamera yoqilmoqda…',
  none: 'Kamera topilmadi. Ulang yoki skanerdan foydalaning.',
  denied: 'Kameraga ruxsat berilmagan. Brauzerning manzil qatorida ruxsat bering va qayta oching.',
  broken: 'Kamera ishga tushmadi. Uni band qilganini yoping va qayta oching.',
  hint: 'Shtrix-kodni chiziqqa tuting.',
  light: 'Chiroq',
  done: 'Tayyor',
}
