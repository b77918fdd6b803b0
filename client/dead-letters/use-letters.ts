import { useEffect, useState } from 'react'
import type { LetterKey } from '../../shared/sync/dead-letter.ts'
import { fetchCauses, fetchLetters } from './letter-api.ts'
import type { LetterHead, OpenCause } from './letter-api.ts'
import { readPages } from './read-pages.ts'

/** Milliseconds between looks at what has come in meanwhile. */
const pace = 15_000

/** The open letters of the desk: their causes, and those of the chosen one, as many pages as were opened. */
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
  const [opened, setOpened] = useState({ of: '', pages: 1 })
  const cause = causes?.find((one) => keyOf(one) === chosen) ?? causes?.[0] ?? null
  const key = cause && keyOf(cause)
  const pages = opened.of === key ? opened.pages : 1

  useEffect(() => {
    let current = true
    async function look() {
      const found = await fetchCauses()
      const shown = found.find((one) => keyOf(one) === key) ?? found[0]
      const read = shown
        ? await readPages((after) => fetchLetters(shown, after), pages)
        : { letters: [], next: null }
      if (!current) return
      setCauses(found)
      // The commonest cause comes first, and is another one as letters are closed: what is shown stays.
      setChosen(shown ? keyOf(shown) : null)
      setPage({ of: shown ? keyOf(shown) : '', ...read })
      setFault(null)
    }
    const failed = (error: unknown) => (current ? setFault(error) : undefined)
    look().catch(failed)
    const timer = setInterval(() => (document.hidden ? undefined : void look().catch(failed)), pace)
    return () => {
      current = false
      clearInterval(timer)
    }
  }, [key, attempt, pages])

  return {
    causes,
    cause,
    letters: page && page.of === key ? page.letters : key === null && causes ? [] : null,
    hasMore: page?.next != null,
    fault,
    choose: (one: OpenCause) => setChosen(keyOf(one)),
    more: () => (key === null ? undefined : setOpened({ of: key, pages: pages + 1 })),
    reload: () => setAttempt((before) => before + 1),
  }
}

export function keyOf({ collection, code }: Pick<OpenCause, 'collection' | 'code'>): string {
  return `${collection} ${code}`
}
