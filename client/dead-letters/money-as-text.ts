import { moneyNames, valueAt, withValue } from './payload-fields.ts'
import type { Payload } from './payload-fields.ts'

/**
 * A payload whose money was sent as text of minor units ("649") with the numbers that it means, where a number is what
 * does not fit there. What has a point or a letter in it is left for a person to read.
 */
export function withMoneyRead(payload: Payload, faults: ReadonlyMap<string, unknown>): Payload {
  return [...faults.keys()].reduce((read, path) => {
    const value = valueAt(read, path)
    const isText = moneyNames.has(path.split('.').at(-1) ?? '') && typeof value === 'string'
    return isText && /^-?\d{1,12}$/.test(value) ? withValue(read, path, Number(value)) : read
  }, payload)
}
