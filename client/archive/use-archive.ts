import { useEffect, useState } from 'react'
import { z } from 'zod'
import { pageParts } from '../../shared/archive/lists.ts'
import { Order } from '../../shared/orders/order.ts'
import { NoAnswer } from '../app/api.ts'
import { account } from '../app/app-parts.ts'
import { questionOf } from './archive-view.ts'
import type { ArchiveView } from './archive-view.ts'

// A newer server may say more of an order than this app knows.
const Answer = z.object({ orders: z.array(z.object(Order.shape)), ...pageParts })
export type ArchivePage = z.infer<typeof Answer>

/** Orders on a page. */
const PAGE = 50
/** So soon it is asked again. */
const SOON_MS = 3_000

type State =
  | { kind: 'loading'; page: ArchivePage | null }
  | { kind: 'here'; page: ArchivePage }
  | { kind: 'failed'; fault: unknown }

/** What came last, and to which question. */
type Came = { to: string; page: ArchivePage | null; fault: unknown }

/**
 * The page of the archive that a view shows. While the next is fetched the one before stays in sight; it is asked for
 * again when the server is back.
 *
 * @param isOnline nothing is asked without it
 */
export function useArchive(view: ArchiveView, isOnline: boolean): State & { again(): void } {
  const [came, setCame] = useState<Came>({ to: '', page: null, fault: null })
  const [tries, setTries] = useState(0)
  const question = questionOf(view, PAGE)
  const asking = `${tries} ${question}`
  useEffect(() => {
    if (!isOnline) return
    let current = true
    fetchPage(question).then(
      (page) => (current ? setCame({ to: asking, page, fault: null }) : undefined),
      (fault: unknown) => (current ? setCame({ to: asking, page: null, fault }) : undefined),
    )
    return () => {
      current = false
    }
  }, [question, asking, isOnline])
  // Not knowing everything yet, or no answer: both pass by themselves.
  const passes = (came.page?.behind ?? 0) > 0 || came.fault instanceof NoAnswer
  useEffect(() => {
    if (!passes || !isOnline || came.to !== asking) return
    const timer = setTimeout(setTries, SOON_MS, tries + 1)
    return () => clearTimeout(timer)
  }, [passes, isOnline, came, asking, tries])
  return { ...stateOf(came, asking), again: () => setTries(tries + 1) }
}

function stateOf({ to, page, fault }: Came, asking: string): State {
  // What failed stays said until there is an answer: asked again quietly, it would flicker.
  if (to !== asking && fault === null) return { kind: 'loading', page }
  return page ? { kind: 'here', page } : { kind: 'failed', fault }
}

async function fetchPage(question: string): Promise<ArchivePage> {
  return Answer.parse(await account.callAs(`/orders?${question}`))
}
