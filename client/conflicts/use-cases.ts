import { useCallback, useEffect, useRef, useState } from 'react'
import { CasePage, CaseStory } from '../../shared/conflicts/desk-case.ts'
import type { DeskCase } from '../../shared/conflicts/desk-case.ts'
import { account } from '../app/app-parts.ts'

export type CaseState = 'open' | 'waiting'

const everyMs = 60_000

/**
 * All cases of a state, page by page, oldest first; asked again after a decision, when one comes back, and each minute.
 * `again` resolves once they stand as they are now, or could not be read.
 */
export function useCases(state: CaseState) {
  const [read, setRead] = useState<{ of: CaseState; cases: readonly DeskCase[] } | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const [asked, setAsked] = useState(0)
  /** Who waits for the next answer; a look that another one replaces leaves them to that one. */
  const waiting = useRef<(() => void)[]>([])
  const again = useCallback(
    () =>
      new Promise<void>((resolve) => {
        waiting.current.push(resolve)
        setAsked((before) => before + 1)
      }),
    [],
  )
  useEffect(() => {
    let current = true
    const ended = () => {
      for (const resolve of waiting.current.splice(0)) resolve()
    }
    fetchCases(state).then(
      (found) => {
        if (!current) return
        setRead({ of: state, cases: found })
        setFault(null)
        ended()
      },
      (error: unknown) => {
        if (!current) return
        setFault(error)
        ended()
      },
    )
    return () => {
      current = false
    }
  }, [state, asked])
  useEffect(() => {
    const look = () => void again()
    const timer = setInterval(look, everyMs)
    addEventListener('focus', look)
    return () => {
      clearInterval(timer)
      removeEventListener('focus', look)
    }
  }, [again])
  return { cases: read?.of === state ? read.cases : null, fault, again }
}

async function fetchCases(state: CaseState): Promise<DeskCase[]> {
  const found: DeskCase[] = []
  for (let next: CasePage['next'] = null; ;) {
    const query = new URLSearchParams({ state, limit: '500', ...next })
    // The server's own answer, as its schema has it; the document inside is an order or a movement.
    const page = CasePage.parse(await account.callAs(`/conflicts?${query.toString()}`)) as CasePage
    found.push(...page.conflicts)
    if (page.next === null) return found
    next = page.next
  }
}

/** Who had the stock before a case, and its trail. */
export function useStory(id: string) {
  const [story, setStory] = useState<{ id: string; story: CaseStory } | null>(null)
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    let current = true
    account.callAs(`/conflicts/${id}`).then(
      (answer) => (current ? setStory({ id, story: CaseStory.parse(answer) }) : undefined),
      // The case can be decided without it; it is asked for again with the next look.
      () => null,
    )
    return () => {
      current = false
    }
  }, [id, asked])
  const again = useCallback(() => setAsked((before) => before + 1), [])
  return { story: story?.id === id ? story.story : null, again }
}
