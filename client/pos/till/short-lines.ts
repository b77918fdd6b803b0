import { noteSoldShort } from '../cart.ts'
import type { TillCore } from './core.ts'
import type { PayGate } from './payment.ts'

/** Selling on where the counter shows too few: asked once a line, and recorded. */
export function shortLines(core: TillCore) {
  const { parts } = core

  /** Lines with more pieces than the counter shows, not yet confirmed. */
  function short() {
    const { lines } = core.state().cart
    // Labels of a scale make several lines of one product.
    const wanted = new Map<string, number>()
    for (const { productId, quantity } of lines)
      wanted.set(productId, (wanted.get(productId) ?? 0) + quantity)
    return lines.flatMap((line) => {
      const onHand = parts.onHand(line.productId)
      const isShort = line.soldShort === null && onHand !== null && wanted.get(line.productId)! > onHand
      return isShort ? [{ line, onHand }] : []
    })
  }

  const gate: PayGate = (goOn) => {
    const lines = short()
    if (lines.length === 0) return true
    core.ask({ kind: 'short', lines }, () => {
      const at = parts.now()
      core.sell((cart) =>
        lines.reduce((done, { line, onHand }) => noteSoldShort(done, line.id, onHand, at), cart),
      )
      goOn()
    })
    return false
  }

  return { shortLines: short, gate }
}
