import { useEffect, useState } from 'react'
import type { Observable } from 'rxjs'

/** The newest value of an observable, and `first` until there is one. The observable must keep its identity. */
export function useObservable<Value>(observable: Observable<Value>, first: Value): Value {
  const [value, setValue] = useState(first)
  useEffect(() => {
    const subscription = observable.subscribe((next) => setValue(() => next))
    return () => subscription.unsubscribe()
  }, [observable])
  return value
}

/** What an observable says at once; null where it has nothing yet. */
export function newestOf<Value>(observable: Observable<Value>): Value | null {
  let newest: Value | null = null
  observable.subscribe((value) => (newest = value)).unsubscribe()
  return newest
}
