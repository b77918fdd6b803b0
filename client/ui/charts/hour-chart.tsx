import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'

type Props = {
  title: string
  hint: string
  /** The whole of it in a sentence, for those who do not see it. */
  says: string
  points: readonly { hour: string; today: number; week: number }[]
  names: { today: string; week: string }
  format(value: number): string
}

const axis = { fontSize: 12, fill: 'var(--muted)' }

/** A day by the hour as bars, and the day it is compared with as a dashed line over them. */
export function HourChart({ title, hint, says, points, names, format }: Props) {
  return (
    <figure className="min-w-0 rounded-2xl border border-line bg-surface px-4 pt-3 pb-2">
      <figcaption className="mb-2 flex flex-wrap items-center gap-x-4">
        <span className="font-medium">{title}</span>
        <span className="text-sm text-muted">{hint}</span>
        <span className="flex items-center gap-1.5 text-sm text-muted">
          <span aria-hidden className="size-3 rounded-sm bg-accent" />
          {names.today}
        </span>
        <span className="flex items-center gap-1.5 text-sm text-muted">
          <svg aria-hidden width="18" height="4">
            <line x1="0" x2="18" y1="2" y2="2" stroke="var(--warn)" strokeWidth="3" strokeDasharray="4 3" />
          </svg>
          {names.week}
        </span>
      </figcaption>
      <div role="img" aria-label={says} className="h-64">
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart
            data={[...points]}
            accessibilityLayer={false}
            margin={{ top: 4, right: 8, bottom: 0, left: 0 }}
          >
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis dataKey="hour" tick={axis} stroke="var(--line-strong)" minTickGap={16} />
            <YAxis width={76} tick={axis} stroke="var(--line-strong)" tickFormatter={format} />
            <Tooltip
              isAnimationActive={false}
              formatter={(value, name) => [format(Number(value)), name]}
              cursor={{ fill: 'var(--sunken)' }}
              contentStyle={{
                background: 'var(--raised)',
                border: '1px solid var(--line)',
                borderRadius: 12,
                color: 'var(--ink)',
              }}
            />
            <Bar
              dataKey="today"
              name={names.today}
              fill="var(--accent)"
              radius={[4, 4, 0, 0]}
              isAnimationActive={false}
            />
            <Line
              dataKey="week"
              name={names.week}
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
