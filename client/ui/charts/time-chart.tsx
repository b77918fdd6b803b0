import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { ChartTip } from './chart-tip.tsx'

export type Series = { key: string; name: string; color: string; dashed?: boolean }

type Props<Point> = {
  title: string
  /** The whole of it in a sentence, for those who do not see it. */
  says: string
  points: readonly Point[]
  series: readonly Series[]
  /** Milliseconds since 1970 of a point. */
  at(point: Point): number
  tick(at: number): string
  format(value: number): string
  from?: number
  to?: number
  stepped?: boolean
  height?: number
}

const axis = { fontSize: 12, fill: 'var(--muted)' }

/** Values over time as lines, with their legend in words: nothing is told by colour alone. */
export function TimeChart<Point extends object>(props: Props<Point>) {
  const { title, says, points, series, at, tick, format, from, to, stepped = false, height = 180 } = props
  const data = points.map((point) => ({ ...point, chartAt: at(point) }))
  return (
    <figure className="min-w-0 rounded-2xl border border-line bg-surface px-4 pt-3 pb-2">
      <figcaption className="mb-2 flex flex-wrap items-baseline gap-x-4">
        <span className="font-medium">{title}</span>
        {series.length > 1
          ? series.map(({ key, name, color, dashed }) => (
              <span key={key} className="flex items-center gap-1.5 text-sm text-muted">
                <svg aria-hidden width="18" height="4">
                  <line
                    x1="0"
                    x2="18"
                    y1="2"
                    y2="2"
                    stroke={color}
                    strokeWidth="3"
                    strokeDasharray={dashed ? '4 3' : undefined}
                  />
                </svg>
                {name}
              </span>
            ))
          : null}
      </figcaption>
      <div role="img" aria-label={says} style={{ height }}>
        <ResponsiveContainer width="100%" height="100%">
          <AreaChart data={data} accessibilityLayer={false} margin={{ top: 4, right: 8, bottom: 0, left: 0 }}>
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis
              dataKey="chartAt"
              type="number"
              domain={[from ?? 'dataMin', to ?? 'dataMax']}
              tickFormatter={tick}
              tick={axis}
              stroke="var(--line-strong)"
              minTickGap={48}
            />
            <YAxis
              width={64}
              tick={axis}
              stroke="var(--line-strong)"
              tickFormatter={format}
              allowDecimals={false}
            />
            <Tooltip
              isAnimationActive={false}
              content={(point) => (
                <ChartTip {...point} saysWhere={(label) => tick(Number(label))} format={format} />
              )}
            />
            {series.map(({ key, name, color, dashed }) => (
              <Area
                key={key}
                dataKey={key}
                name={name}
                type={stepped ? 'stepAfter' : 'linear'}
                stroke={color}
                fill={color}
                fillOpacity={dashed ? 0 : 0.12}
                strokeWidth={2}
                {...(dashed ? { strokeDasharray: '5 4' } : {})}
                isAnimationActive={false}
              />
            ))}
          </AreaChart>
        </ResponsiveContainer>
      </div>
    </figure>
  )
}
