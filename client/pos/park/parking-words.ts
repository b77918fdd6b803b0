import type { Words } from '../../i18n/use-words.ts'
import type { ParkingFault } from '../till/parking.ts'

/** What went wrong with a parked sale, in a sentence. */
export function parkingWords(fault: ParkingFault, t: Words['t']): string {
  switch (fault.kind) {
    case 'beaten':
      return fault.by === null ? t('parked.gone') : t('parked.beaten', { lane: fault.by })
    case 'no-answer':
      return t('parked.noAnswer')
    case 'sold-already':
      return t('parked.soldAlready')
    case 'not-written':
      return t('parked.notWritten', { why: fault.why })
  }
}
