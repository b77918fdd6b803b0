import { useEffect, type RefObject } from 'react'

/**
 * Scrolls an element into sight where `isMeant`, and again where it stands elsewhere by `place`. With the next frame:
 * where something stands is measured for it anyhow, and measuring it before would keep whoever scans waiting for it
 * twice.
 */
export function useInSight(element: RefObject<HTMLElement | null>, isMeant: boolean, place: unknown): void {
  useEffect(() => {
    if (!isMeant) return
    const frame = requestAnimationFrame(() => {
      element.current?.scrollIntoView({ block: 'nearest' })
    })
    return () => cancelAnimationFrame(frame)
  }, [element, isMeant, place])
}
