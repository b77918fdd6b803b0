import { useEffect } from 'react'
import { device } from '../app/app-parts.ts'
import type { People } from './lane-people.ts'

const lookEvery = 5_000
const touches = ['pointerdown', 'keydown', 'wheel'] as const

/** Locks the till when nobody has touched it for so many minutes; 0 for never. */
export function useAutoLock(people: People, minutes: number): void {
  useEffect(() => {
    if (minutes === 0) return
    let touched = device.now()
    const touch = () => (touched = device.now())
    const look = () => (device.now() - touched >= minutes * 60_000 ? people.lock() : undefined)
    for (const name of touches) window.addEventListener(name, touch, { capture: true, passive: true })
    const timer = setInterval(look, lookEvery)
    return () => {
      for (const name of touches) window.removeEventListener(name, touch, { capture: true })
      clearInterval(timer)
    }
  }, [people, minutes])
}
