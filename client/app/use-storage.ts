import { useEffect, useState } from 'react'
import type { StorageState } from '../database/shop.ts'
import { useShop } from './shop-context.ts'

const often = 5 * 60_000

/** The browser's storage, looked at every few minutes; null until it was first. */
export function useStorage(): StorageState | null {
  const { storage } = useShop()
  const [state, setState] = useState<StorageState | null>(null)
  useEffect(() => {
    let current = true
    const look = () => void storage.state().then((next) => (current ? setState(next) : undefined))
    look()
    const timer = setInterval(look, often)
    return () => {
      current = false
      clearInterval(timer)
    }
  }, [storage])
  return state
}
