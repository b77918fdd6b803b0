import { z } from 'zod'
import { readScaleCode, soldByLabel } from '../catalog/scale-code.ts'
import type { OrderFact } from './order.ts'

const Labels = z.object({ lines: z.array(z.object({ lineId: z.string(), code: z.string() })) })

/** Every prefix that GS1 leaves to shops. Which of them hold a price and which a weight, each shop says itself. */
const anyPrefix = ['02', '20', '21', '22', '23', '24', '25', '26', '27', '28', '29']

/**
 * The lines whose price is proved by the code on a scale's label, by id: the price stands in the code, or is what the
 * weight in it costs. Such a price is nobody's override.
 */
export function labelledLines(
  order: Pick<OrderFact, 'lines' | 'approvals'>,
  priceOf: (productId: string) => number | null,
): Set<string> {
  const said = order.approvals.flatMap(({ kind, details }) =>
    kind === 'label_price' ? (Labels.safeParse(details).data?.lines ?? []) : [],
  )
  const codes = new Map(said.map(({ lineId, code }) => [lineId, code]))
  const proved = order.lines.filter(({ id, productId, unitPrice }) => {
    const price = readScaleCode(codes.get(id) ?? '', { price: anyPrefix, weight: [] })
    const weight = readScaleCode(codes.get(id) ?? '', { price: [], weight: anyPrefix })
    const perKilogram = priceOf(productId)
    if (price && unitPrice === soldByLabel(price, { price: 0, tags: [] }).unitPrice) return true
    return (
      weight !== null &&
      perKilogram !== null &&
      unitPrice === soldByLabel(weight, { price: perKilogram, tags: [] }).unitPrice
    )
  })
  return new Set(proved.map(({ id }) => id))
}
