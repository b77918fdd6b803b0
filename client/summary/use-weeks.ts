import { useEffect, useState } from 'react'
import { WeekList } from '../../shared/summary/week-summary.ts'
import { command } from '../app/command.ts'
import { useAnswer } from '../app/use-answer.ts'
import type { Answered } from '../app/use-answer.ts'

export type Weeks = Answered<WeekList> & {
  /** Somebody here asked for the last week, and it is not there yet. */
  isMaking: boolean
  /** Why it could not be asked for. */
  refused: unknown
  /** Where it is there already, once more. */
  make(): Promise<void>
}

/** The weeks that were summed up, and asking for the last one. While it is being written it is looked for often. */
export function useWeeks(): Weeks {
  /** When the one that there was at the asking had been made; null where there was none. */
  const [asked, setAsked] = useState<{ before: string | null } | null>(null)
  const [refused, setRefused] = useState<unknown>(null)
  const answer = useAnswer('/summaries', (it) => WeekList.parse(it), 30_000)
  const { value, ask } = answer
  const isThere = value?.last.state === 'made' && madeAt(value) !== asked?.before
  const isMaking = (asked !== null && !isThere) || value?.last.state === 'making'
  useEffect(() => {
    if (!isMaking) return
    const timer = setInterval(() => void ask(), 1_000)
    return () => clearInterval(timer)
  }, [isMaking, ask])
  return {
    ...answer,
    isMaking,
    refused,
    async make() {
      setRefused(null)
      try {
        const before = value && madeAt(value)
        await command('/summaries', before === null ? {} : { again: true })
        setAsked({ before })
        await ask()
      } catch (error) {
        setRefused(error)
      }
    },
  }
}

/** When the last week was summed up; null where it is not. */
function madeAt({ weeks, last }: WeekList): string | null {
  return weeks.find(({ week }) => week === last.week)?.madeAt ?? null
}
