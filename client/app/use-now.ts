import { useEffect, useState } from 'react'
import { device } from './app-parts.ts'

/** The time now, again every so many milliseconds: for what is shown as `2 h 10 min` ago. */
export function useNow(every: number): number {
  const [now, setNow] = useState(device.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(device.now()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}
