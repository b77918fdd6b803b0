import type { CaseLine } from '../../shared/conflicts/desk-case.ts'

/**
 * The product that is taken to have been handed over for a line, until somebody says another: what was suggested, or
 * a sibling that holds enough; null where there is no sibling.
 */
export function insteadOf(
  { siblings, requested, now }: Pick<CaseLine, 'siblings' | 'requested' | 'now'>,
  suggestedId: string | undefined,
): string | null {
  const first =
    siblings.find(({ productId }) => productId === suggestedId) ??
    siblings.find(({ onHand }) => onHand >= requested - now) ??
    siblings[0]
  return first?.productId ?? null
}
