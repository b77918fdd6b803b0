import type { ReactNode } from 'react'
import { classNames } from '../ui/class-names.ts'

/** A line of a report: what, and how much. */
export function Row({
  left,
  right,
  strong = false,
  small = false,
}: {
  left: ReactNode
  right: ReactNode
  strong?: boolean
  small?: boolean
}) {
  return (
    <p
      className={classNames(
        'flex justify-between gap-3',
        strong && 'text-[15px] font-bold',
        small && 'pl-3 text-xs',
      )}
    >
      <span>{left}</span>
      <span className="text-right whitespace-nowrap">{right}</span>
    </p>
  )
}

export function Rule() {
  return <hr className="my-2 border-t border-dashed border-black/60" />
}

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="break-inside-avoid">
      <Rule />
      <h3 className="mb-0.5 font-bold">{title}</h3>
      {children}
    </section>
  )
}
