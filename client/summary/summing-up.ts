import { CalendarCheck } from 'lucide-react'
import type { Action } from '../command-palette/action.ts'

/** Having the last week summed up now; where that was done, once more with what has come since. */
export function summingUp(isMade: boolean, run: Action['run']): Action {
  return { id: 'week now', says: isMade ? 'week.anew' : 'week.now', icon: CalendarCheck, for: 'admin', run }
}
