import type { Branch } from '../../shared/branches/branch.ts'
import { useShop } from '../app/shop-context.ts'
import { useObservable } from '../app/use-observable.ts'
import { useWords } from '../i18n/use-words.ts'
import type { Telling } from './operation-words.ts'

const noBranches: readonly Branch[] = []

/** What this page says operations in. Prices are in the one currency that the business sells in. */
export function useTelling(): Telling {
  const words = useWords()
  const branches = useObservable(useShop().branches$, noBranches)
  return { words, branches, currency: branches[0]?.settings.currency ?? 'USD' }
}
