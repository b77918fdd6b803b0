import {
  Bar,
  CartesianGrid,
  Cell,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import type { ReactNode } from 'react'
import { ChartTip } from './chart-tip.tsx'

type Props = {
  title: string
  hint: string
  /** The whole of it in a sentence, for those who do not see it. */
  says: string
  /** `quiet` ones count for less or nothing: their bars are pale, and where they have none a mark stands for them. */
  points: readonly { at: string; value: number; line: number; quiet?: boolean }[]
  names: { value: string; line: string; quiet?: string }
  format(value: number): string
  /** What the longest figure beside the bars takes, in pixels. */
  figuresWidth: number
}

const axis = { fontSize: 12, fill: 'var(--muted)' }

/** Values of hours or days as bars, with what they are compared with as a dashed line over them. */
export function BarChart({ title, hint, says, points, names, format, figuresWidth }: Props) {
  const most = Math.max(1, ...points.map(({ value, line }) => Math.max(value, line)))
  const data = points.map((point) => ({ ...point, mark: point.quiet ? most * 0.03 : 0 }))
  return (
    <figure className="min-w-0 rounded-2xl border border-line bg-surface px-4 pt-3 pb-2">
      <figcaption className="mb-2 flex flex-wrap items-center gap-x-4">
        <span className="font-medium">{title}</span>
        <Named name={names.value}>
          <span aria-hidden className="size-3 rounded-sm bg-accent" />
        </Named>
        <Named name={names.line}>
          <svg aria-hidden width="18" height="4">
            <line x1="0" x2="18" y1="2" y2="2" stroke="var(--warn)" strokeWidth="3" strokeDasharray="4 3" />
          </svg>
        </Named>
        {names.quiet === undefined ? null : (
          <Named name={names.quiet}>
            <span aria-hidden className="h-1 w-3 rounded-sm bg-bad" />
          </Named>
        )}
        <span className="text-sm text-muted">{hint}</span>
      </figcaption>
      <div role="img" aria-label={says} className="h-60">
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart
            data={data}
            accessibilityLayer={false}
            margin={{ top: 4, right: 8, bottom: 0, left: 0 }}
          >
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis dataKey="at" tick={axis} stroke="var(--line-strong)" minTickGap={24} />
            <YAxis
              width={figuresWidth}
              tick={axis}
              stroke="var(--line-strong)"
              tickFormatter={format}
              allowDecimals={false}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: 'var(--sunken)' }}
              content={(point) => <ChartTip {...point} format={format} />}
            />
            <Bar dataKey="mark" stackId="at" fill="var(--bad)" tooltipType="none" isAnimationActive={false} />
            <Bar
              dataKey="value"
              stackId="at"
              name={names.value}
              fill="var(--accent)"
              radius={[4, 4, 0, 0]}
              isAnimationActive={false}
            >
              {data.map(({ at, quiet }) => (
                <Cell key={at} fillOpacity={quiet ? 0.4 : 1} />
              ))}
            </Bar>
            <Line
              dataKey="line"
              name={names.line}
              type="linear"
              stroke="var(--warn)"
              strokeWidth={2}
              strokeDasharray="5 4"
              dot={false}
              isAnimationActive={false}
            />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </figure>
  )
}

function Named({ name, children }: { name: string; children: ReactNode }) {
  return (
    <span className="flex items-center gap-1.5 text-sm text-muted">
      {children}
      {name}
    </span>
  )
}
