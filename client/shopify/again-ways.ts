import type { TryAgainWord, WaitingSend } from '../../shared/shopify/waiting.ts'
import type { Question } from '../command-palette/action.ts'

/** One thing that can be said of what stands still. */
export type Way = {
  says: 'shopify.again' | 'shopify.readAgain' | 'shopify.wasDone' | 'shopify.anew'
  word: TryAgainWord
  asks?: Question
}

export const sending: readonly Way[] = [{ says: 'shopify.again', word: 'again' }]
export const reading: readonly Way[] = [{ says: 'shopify.readAgain', word: 'again' }]

/**
 * What can be said of a call that was given up (4.3). Where it is not known whether it arrived, only somebody who has
 * looked in Shopify can say it; told anew it goes under another key, and Shopify does it a second time if it had arrived:
 * that is asked about, and is not called what the harmless repeat is called.
 */
export function waysOf({ kind, fault }: Pick<WaitingSend, 'kind' | 'fault'>): readonly Way[] {
  if (fault?.code !== 'shopify/answer-unknown') return sending
  const isOfMoney = kind === 'refund' || kind === 'cancel'
  const adds = isOfMoney ? 'shopify.anewOrder' : 'shopify.anewStock'
  return [
    { says: 'shopify.wasDone', word: 'done' },
    {
      says: 'shopify.anew',
      word: 'anew',
      asks: { says: 'shopify.anewAsk', adds, button: 'shopify.anewSend' },
    },
  ]
}
