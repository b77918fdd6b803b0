import type { RefObject } from 'react'
import { useEffect, useState } from 'react'

/** Rows beyond the edge that exist already when they come in sight. */
const spare = 10

/**
 * Which of many rows of one height are in sight. Every row is as high as the next, so that nothing is measured, and a
 * hundred thousand rows cost as much as ten.
 */
export function useWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  height: number,
  head: number,
) {
  const [sight, setSight] = useState({ first: 0, size: 40, narrow: false })
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => {
      const first = Math.floor(element.scrollTop / height)
      const size = Math.max(1, Math.floor((element.clientHeight - head) / height))
      const narrow = element.clientWidth < 640
      setSight((before) => {
        const isSame = before.first === first && before.size === size && before.narrow === narrow
        return isSame ? before : { first, size, narrow }
      })
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    const resized = new ResizeObserver(look)
    resized.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      resized.disconnect()
    }
  }, [scroller, height, head])
  const first = Math.min(sight.first, Math.max(0, count - 1))
  return {
    from: Math.max(0, first - spare),
    to: Math.min(count, first + sight.size + spare + 1),
    /** Rows that are wholly in sight. */
    first,
    page: sight.size,
    narrow: sight.narrow,
  }
}
