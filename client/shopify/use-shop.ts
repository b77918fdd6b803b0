import { useState } from 'react'
import { ShopCalls } from '../../shared/shopify/calls.ts'
import { FieldDecisions } from '../../shared/shopify/decisions.ts'
import { ShopStatus } from '../../shared/shopify/shop-status.ts'
import { ShopWaiting } from '../../shared/shopify/waiting.ts'
import { useAnswer, type Answered } from '../app/use-answer.ts'
import { isAtWork } from './state-words.ts'

const OFTEN_MS = 2_000
const SELDOM_MS = 10_000

export type ShopAnswers = {
  status: Answered<ShopStatus>
  waiting: Answered<ShopWaiting>
  decisions: Answered<FieldDecisions>
  calls: Answered<ShopCalls>
  /** Asks for everything anew: after something was done. */
  askAll(): Promise<void>
}

type FieldDecisions = ReturnType<typeof FieldDecisions.parse>
type ShopCalls = ReturnType<typeof ShopCalls.parse>

/** Everything about the shop, asked for every two seconds while something is at work, else every ten. */
export function useShopAnswers(): ShopAnswers {
  const [everyMs, setEveryMs] = useState(OFTEN_MS)
  const status = useAnswer('/shopify', (it) => ShopStatus.parse(it), everyMs)
  const isConnected = status.value?.shop != null
  const of = (path: string) => (isConnected ? path : null)
  const waiting = useAnswer(of('/shopify/waiting'), (it) => ShopWaiting.parse(it), everyMs)
  const decisions = useAnswer(of('/shopify/decisions'), (it) => FieldDecisions.parse(it), SELDOM_MS)
  const calls = useAnswer(of('/shopify/calls'), (it) => ShopCalls.parse(it), SELDOM_MS)
  const { value } = status
  const wanted = value === null || (value.shop !== null && isAtWork(value.shop)) ? OFTEN_MS : SELDOM_MS
  if (wanted !== everyMs) setEveryMs(wanted)
  return {
    status,
    waiting,
    decisions,
    calls,
    askAll: async () => {
      await Promise.all([status.ask(), waiting.ask(), decisions.ask(), calls.ask()])
    },
  }
}
