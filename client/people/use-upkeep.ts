import { useEffect } from 'react'
import { memory } from '../app/app-parts.ts'
import type { People } from './lane-people.ts'

const everyMinute = 60_000

/** While the server can be reached: people are fetched when they are old, and wrong PINs are reported. */
export function useUpkeep(people: People, online: boolean): void {
  useEffect(() => {
    if (!online) return
    // What fails now is tried again in a minute; nothing waits for it.
    const keepUp = () => void people.keepUp().catch(() => null)
    // Whoever opens the till is handed to it anew: hours may have passed, and people may have gone.
    void people.keepUp({ anew: true }).catch(() => null)
    const timer = setInterval(keepUp, everyMinute)
    return () => clearInterval(timer)
  }, [people, online])
  useEffect(() => memory.follow((key) => (key === people.key ? people.reread() : undefined)), [people])
}
