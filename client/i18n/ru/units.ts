import type { Russian } from '../translation.ts'

export const units: Russian<'units'> = {
  day: 'д',
  hour: 'ч',
  minute: 'мин',
  second: 'с',
  less: 'меньше секунды',
  megabytes: '{{size}} МБ',
}
