import type { Uzbek } from '../translation.ts'

export const units: Uzbek<'units'> = {
  day: 'kun',
  hour: 'soat',
  minute: 'daq',
  second: 'soniya',
  less: 'bir soniyadan kam',
  megabytes: '{{size}} MB',
}
