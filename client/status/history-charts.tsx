import { useState } from 'react'
import type { HistoryPoint } from '../../shared/status/system-status.ts'
import { StatusHistory } from '../../shared/status/system-status.ts'
import { useAnswer } from '../app/use-answer.ts'
import { useWords } from '../i18n/use-words.ts'
import { TimeChart } from '../ui/charts/time-chart.tsx'
import { Choice } from '../ui/choice.tsx'

type Hours = '1' | '6' | '24' | '168'
type Figure = Exclude<keyof HistoryPoint, 'at'>

const main = 'var(--accent-text)'
const second = 'var(--warn)'
const third = 'var(--good)'

/** What was measured in the last hours, drawn. */
export function HistoryCharts() {
  const { t, clock, moment, number } = useWords()
  const [hours, setHours] = useState<Hours>('6')
  const { value: history } = useAnswer(
    `/status/history?hours=${hours}`,
    (it) => StatusHistory.parse(it),
    30_000,
  )
  const points = history?.points ?? []
  const tick = hours === '168' || hours === '24' ? moment : clock
  const says = (what: string, key: Figure) =>
    t('system.chartSays', {
      what,
      now: Math.round(points.at(-1)?.[key] ?? 0),
      most: Math.round(Math.max(0, ...points.map((point) => point[key]))),
    })
  const charts: { title: string; series: [Figure, string, string][]; ms?: boolean }[] = [
    {
      title: t('system.chartRequests'),
      series: [
        ['requests', t('system.chartRequests'), main],
        ['errors', t('system.chartErrors'), 'var(--bad)'],
      ],
    },
    {
      title: t('system.chartAnswers'),
      ms: true,
      series: [
        ['answerP95', t('system.chartAll'), main],
        ['pushP95', t('system.chartPushes'), second],
        ['newsP95', t('system.chartNews'), third],
      ],
    },
    {
      title: t('system.chartWaiting'),
      series: [
        ['waiting', t('system.chartLanes'), main],
        ['settling', t('system.chartSettling'), second],
        ['jobs', t('system.jobs'), third],
      ],
    },
    {
      title: t('system.chartOpen'),
      series: [
        ['cases', t('system.openCases'), main],
        ['letters', t('system.openLetters'), second],
      ],
    },
    {
      title: t('system.chartConnected'),
      series: [
        ['sockets', t('system.chartSockets'), main],
        ['poolUsed', t('system.chartPool'), second],
      ],
    },
  ]
  return (
    <section data-testid="history">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lg font-semibold">{t('system.history')}</h2>
        <Choice<Hours>
          label={t('system.hours')}
          value={hours}
          onChange={setHours}
          options={(['1', '6', '24', '168'] as const).map((value) => ({
            value,
            label: t(`system.hour${value}`),
          }))}
        />
      </div>
      {history && points.length === 0 ? (
        <p
          role="status"
          className="rounded-2xl border border-line bg-surface px-4 py-8 text-center text-muted"
        >
          {t('system.noHistory')}
        </p>
      ) : null}
      {history && points.length > 0 ? (
        <div className="grid grid-cols-1 gap-3 lg:grid-cols-2 2xl:grid-cols-3">
          {charts.map(({ title, series, ms }) => (
            <TimeChart
              key={title}
              title={title}
              says={series.map(([key, name]) => says(name, key)).join('. ')}
              points={points}
              series={series.map(([key, name, color], index) => ({ key, name, color, dashed: index > 0 }))}
              at={(point) => Date.parse(point.at)}
              from={Date.parse(history.from)}
              to={Date.parse(history.to)}
              tick={(at) => tick(at)}
              format={(value) => (ms ? t('system.milliseconds', { ms: value }) : number(value))}
            />
          ))}
        </div>
      ) : null}
    </section>
  )
}
