import { useEffect, useState } from 'react'
import type { LetterKey } from '../../shared/sync/dead-letter.ts'
import { fetchCauses, fetchLetters } from './letter-api.ts'
import type { LetterHead, OpenCause } from './letter-api.ts'

/** Milliseconds between looks at what has come in meanwhile. */
const pace = 15_000

/** The open letters of the desk: their causes, and those of the chosen one, page by page. */
export function useLetters() {
  const [causes, setCauses] = useState<readonly OpenCause[] | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [page, setPage] = useState<{
    of: string
    letters: readonly LetterHead[]
    next: LetterKey | null
  } | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const [attempt, setAttempt] = useState(0)
  const cause = causes?.find((one) => keyOf(one) === chosen) ?? causes?.[0] ?? null
  const key = cause && keyOf(cause)

  useEffect(() => {
    let current = true
    async function look() {
      const found = await fetchCauses()
      const shown = found.find((one) => keyOf(one) === key) ?? found[0]
      const first = shown ? await fetchLetters(shown, null) : { deadLetters: [], next: null }
      if (!current) return
      setCauses(found)
      setPage({ of: shown ? keyOf(shown) : '', letters: first.deadLetters, next: first.next })
      setFault(null)
    }
    const failed = (error: unknown) => (current ? setFault(error) : undefined)
    look().catch(failed)
    const timer = setInterval(() => (document.hidden ? undefined : void look().catch(failed)), pace)
    return () => {
      current = false
      clearInterval(timer)
    }
  }, [key, attempt])

  async function more() {
    if (!cause || !page?.next) return
    try {
      const found = await fetchLetters(cause, page.next)
      setPage({ of: page.of, letters: [...page.letters, ...found.deadLetters], next: found.next })
    } catch (error) {
      setFault(error)
    }
  }

  return {
    causes,
    cause,
    letters: page && page.of === key ? page.letters : key === null && causes ? [] : null,
    hasMore: page?.next != null,
    fault,
    choose: (one: OpenCause) => setChosen(keyOf(one)),
    more: () => void more(),
    reload: () => setAttempt((before) => before + 1),
  }
}

export function keyOf({ collection, code }: Pick<OpenCause, 'collection' | 'code'>): string {
  return `${collection} ${code}`
}
