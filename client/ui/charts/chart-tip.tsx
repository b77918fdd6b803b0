import type { TooltipContentProps } from 'recharts'

type Props = Pick<TooltipContentProps, 'active' | 'payload' | 'label'> & {
  saysWhere?(label: string | number | undefined): string
  format(value: number): string
}

/** What a chart says of the point under the pointer: in ink, with its colour as a mark beside it, as in the legend. */
export function ChartTip({ active, payload, label, saysWhere = String, format }: Props) {
  const entries = payload.filter(({ type }) => type !== 'none')
  if (!active || entries.length === 0) return null
  return (
    <div className="rounded-xl border border-line bg-raised px-3 py-2 text-ink" data-testid="chart-tip">
      <p>{saysWhere(label)}</p>
      {entries.map(({ graphicalItemId, name, color, value }) => (
        <p key={graphicalItemId} className="flex items-center gap-1.5 whitespace-nowrap">
          <span aria-hidden className="size-3 rounded-sm" style={{ background: color }} />
          {name}: {format(Number(value))}
        </p>
      ))}
    </div>
  )
}
