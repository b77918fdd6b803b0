import { useEffect, useRef } from 'react'
import { whenPlaceChanges } from './place.ts'

/**
 * Opens what the address of a page names, such as `?order=…`, once: it is taken out of the address then, so that going
 * there again opens it again.
 */
export function useAddressed(name: string, open: (value: string) => void): void {
  const latest = useRef(open)
  useEffect(() => {
    latest.current = open
  })
  useEffect(() => {
    const { pathname } = location
    const look = () => {
      const all = new URLSearchParams(location.search)
      const value = all.get(name)
      if (location.pathname !== pathname || value === null) return
      all.delete(name)
      history.replaceState(history.state, '', `${pathname}${all.size === 0 ? '' : `?${all.toString()}`}`)
      latest.current(value)
    }
    look()
    return whenPlaceChanges(look)
  }, [name])
}
