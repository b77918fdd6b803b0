import type { MouseEvent, ReactNode } from 'react'
import { classNames } from '../ui/class-names.ts'
import type { Place } from './place.ts'
import { go, usePlace } from './place.ts'

type Props = {
  to: Place
  /** What the page is asked for, from `?` on. */
  search?: string
  className: string
  activeClassName?: string
  onFollow?: () => void
  children: ReactNode
}

/** A link to a page of the app. Opened beside this one, by a middle click or with Ctrl, it is a link like any other. */
export function PlaceLink({ to, search, className, activeClassName, onFollow, children }: Props) {
  const isHere = usePlace() === to
  function follow(event: MouseEvent) {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    onFollow?.()
    go(to, search === undefined ? {} : { search })
  }
  return (
    <a
      href={`${to}${search ?? ''}`}
      onClick={follow}
      aria-current={isHere ? 'page' : undefined}
      className={classNames(className, isHere && activeClassName)}
    >
      {children}
    </a>
  )
}
