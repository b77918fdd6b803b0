import { useEffect, useState } from 'react'

/** Whether something has held for so many milliseconds without a break: what is over sooner need not be shown. */
export function useLate(holds: boolean, ms: number): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!holds) return
    const timer = setTimeout(() => setLate(true), ms)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [holds, ms])
  return late && holds
}
