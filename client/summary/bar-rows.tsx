import type { ReactNode } from 'react'

export type BarRow = { key: string; label: string; value: number; says: string; isHere?: boolean }

type Props = {
  title: string
  hint: string
  rows: readonly BarRow[]
  /** What a row leads to: gets what it shows. */
  link(row: BarRow, children: ReactNode, className: string): ReactNode
}

/** Sums as bars, one below the other, each with its number: nothing is told by length alone. */
export function BarRows({ title, hint, rows, link }: Props) {
  const most = Math.max(1, ...rows.map(({ value }) => value))
  return (
    <section className="min-w-0 rounded-2xl border border-line bg-surface px-4 py-3">
      <div className="mb-2 flex flex-wrap items-baseline gap-x-4">
        <h3 className="font-medium">{title}</h3>
        <p className="text-sm text-muted">{hint}</p>
      </div>
      <ul className="flex flex-col">
        {rows.map((row) => (
          <li key={row.key}>
            {link(
              row,
              <>
                <span className={row.isHere ? 'text-sm font-semibold' : 'text-sm text-muted'}>
                  {row.label}
                </span>
                <span aria-hidden className="h-4">
                  <span
                    className={
                      row.isHere === false
                        ? 'block h-full rounded bg-accent opacity-50'
                        : 'block h-full rounded bg-accent'
                    }
                    style={{ width: `${(100 * Math.max(0, row.value)) / most}%` }}
                  />
                </span>
                <span className="text-right text-[15px] font-medium">{row.says}</span>
              </>,
              'figures grid min-h-12 grid-cols-[6rem_1fr_7rem] items-center gap-3 rounded-lg hover:bg-sunken sm:min-h-9',
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
