/** A text that sorts orders of one lane as they were written. The page reads it too, which knows nothing of the store. */
export function writtenAs(order: Record<string, unknown>): string {
  const { number: said } = order
  const number = typeof said === 'string' ? said : ''
  const counter = /\d+$/.exec(number)?.[0] ?? ''
  return `${number.slice(0, number.length - counter.length)}${counter.padStart(12, '0')}`
}
