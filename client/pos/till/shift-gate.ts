import type { TillCore } from './core.ts'
import type { PayGate } from './payment.ts'

/** Where a branch sells in shifts only, none is sold outside one; said with what to do. */
export function shiftGate({ parts, change }: TillCore): PayGate {
  return () => {
    if (!parts.lacksShift()) return true
    change({ notice: { kind: 'shift-needed' } })
    return false
  }
}
