import type { MouseEvent, ReactNode } from 'react'
import { classNames } from '../ui/class-names.ts'
import type { Place } from './place.ts'
import { go, usePlace } from './place.ts'

type Props = { to: Place; className: string; activeClassName?: string; children: ReactNode }

/** A link to a page of the app. Opened beside this one, by a middle click or with Ctrl, it is a link like any other. */
export function PlaceLink({ to, className, activeClassName, children }: Props) {
  const isHere = usePlace() === to
  function follow(event: MouseEvent) {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(to)
  }
  return (
    <a
      href={to}
      onClick={follow}
      aria-current={isHere ? 'page' : undefined}
      className={classNames(className, isHere && activeClassName)}
    >
      {children}
    </a>
  )
}
