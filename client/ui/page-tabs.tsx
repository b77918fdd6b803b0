import { useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'

/** The pages that belong together, in a row above them; on a phone it is moved sideways, to the one where one is. */
export function PageTabs({ label, children }: { label: string; children: ReactNode }) {
  const tabs = useRef<HTMLElement>(null)
  const here = useLocation({ select: ({ pathname }) => pathname })
  useEffect(() => {
    const tab = tabs.current?.querySelector('[aria-current="page"]')
    tab?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [here])
  return (
    <nav
      ref={tabs}
      aria-label={label}
      className="flex shrink-0 gap-1 overflow-x-auto border-b border-line bg-surface px-2 sm:px-4"
    >
      {children}
    </nav>
  )
}

/** How a link among them looks, and the one that leads to where one is. */
export const tabLook =
  'flex min-h-12 shrink-0 items-center border-b-2 border-transparent px-3 font-medium text-muted hover:text-ink'
export const tabHere = { className: 'border-accent-text! text-ink!' }
