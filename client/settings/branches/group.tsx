import type { ReactNode } from 'react'
import { useId } from 'react'

/** A group of settings with its name and what it is about. */
export function Group({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="rounded-2xl border border-line bg-surface p-4 sm:p-5">
      <h2 id={id} className="text-lg font-semibold tracking-tight">
        {title}
      </h2>
      <p className="mb-4 text-[15px] text-muted">{lead}</p>
      {children}
    </section>
  )
}
