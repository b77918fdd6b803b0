import type { LackingLine } from './case-facts.ts'

/**
 * The product that is taken to have been handed over for a line, until somebody says another: what was suggested, or
 * a sibling that holds enough; null where there is no sibling.
 */
export function insteadOf(
  { siblings, missing }: Pick<LackingLine, 'siblings' | 'missing'>,
  suggestedId: string | undefined,
): string | null {
  const first =
    siblings.find(({ productId }) => productId === suggestedId) ??
    siblings.find(({ onHand }) => onHand >= missing) ??
    siblings[0]
  return first?.productId ?? null
}
