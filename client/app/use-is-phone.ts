import { useSyncExternalStore } from 'react'

/** As `max-sm` of the styles. */
const query = '(width < 40rem)'

/** Whether there is a phone's width only, for what is said in other words there. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(follow, () => matchMedia(query).matches)
}

function follow(changed: () => void): () => void {
  const list = matchMedia(query)
  list.addEventListener('change', changed)
  return () => list.removeEventListener('change', changed)
}
