import { useEffect } from 'react'
import { filter } from 'rxjs'
import { AskedList } from '../../shared/approvals/ask.ts'
import { useShop } from '../app/shop-context.ts'
import { useAnswer } from '../app/use-answer.ts'

/** The stream may be barred; a till waits meanwhile. */
const everyMs = 20_000

/** What lanes ask of the desk, as the log tells of it. */
export function useAsked() {
  const { sync } = useShop()
  const answer = useAnswer('/approvals', (it) => AskedList.parse(it), everyMs)
  const { ask } = answer
  useEffect(() => {
    const told = sync.told$.pipe(filter((name) => name === 'approvals')).subscribe(() => void ask())
    return () => told.unsubscribe()
  }, [sync, ask])
  return answer
}
