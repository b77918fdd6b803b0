import { openGovernor } from './governor.ts'
import type { Sleep } from './governor.ts'
import type { CallFault, ShopApi } from './shop-api.ts'
import { openWire } from './wire.ts'
import type { WireOptions } from './wire.ts'

/** How long a call that was throttled although there were points waits; each time twice as long. */
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000

/**
 * Opens the Admin API of a shop. Nothing is asked before the first call. To be kept for as long as the shop is
 * connected: the token and what is known of the budget live in it.
 */
export function openShopApi({ sleep, ...options }: WireOptions & { sleep: Sleep }): ShopApi {
  const governor = openGovernor({ now: options.now, sleep })
  const wire = openWire(options)
  return {
    budget: governor.budget,
    ask: async (operation, variables, signal) => {
      let pause = FIRST_PAUSE_MS
      let outcome = await governor.take({ name: operation.name, size: sizeOf(variables) }, signal)
      for (;;) {
        if (outcome.kind !== 'turn') return { kind: 'failed', fault: NOT_ASKED[outcome.kind] }
        const reading = await wire(operation, variables, signal)
        if (reading.kind !== 'throttled') {
          outcome.turn.done(reading.told)
          return reading.kind === 'answered'
            ? { kind: 'answered', data: reading.data }
            : { kind: 'failed', fault: reading.fault }
        }
        const { told } = reading
        // Where points were missing, it is known how long they take.
        const isShort = told !== null && told.requested > told.budget.available
        outcome = await outcome.turn.throttled(told, isShort ? 0 : Math.max(pause, reading.pause))
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
      }
    },
  }
}

const NOT_ASKED: Record<'too-dear' | 'stopped', CallFault> = {
  'too-dear': {
    kind: 'never',
    code: 'MAX_COST_EXCEEDED',
    message: 'The call costs more than the shop ever allows at once.',
  },
  stopped: { kind: 'again', code: 'stopped', message: 'The process stopped before the call was made.' },
}

/** What makes one call of an operation cost more than another: how much is asked for, and of how many. */
function sizeOf(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return `[${value.length}]`
  if (typeof value !== 'object' || value === null) return ''
  return Object.values(value).map(sizeOf).filter(Boolean).join(' ')
}
