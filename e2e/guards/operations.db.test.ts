import { parser } from '@prometheus-io/lezer-promql'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { createMetrics } from '../../server/metrics.ts'
import { testDatabase } from '../../server/testing/test-database.ts'
import { testNode } from '../../server/testing/test-node.ts'
import { readText } from './modules.ts'

const database = await testDatabase()
const { deps } = await testNode(database.url, { metrics: createMetrics({ process: true }) })

const Alert = z.strictObject({
  alert: z.string().regex(/^[A-Z][A-Za-z]+$/),
  expr: z.string(),
  for: z
    .string()
    .regex(/^\d+[mh]$/)
    .optional(),
  labels: z.strictObject({ severity: z.enum(['page', 'ticket']) }),
  annotations: z.strictObject({ summary: z.string(), action: z.string() }),
})
const Rules = z.strictObject({
  groups: z.array(z.strictObject({ name: z.string(), rules: z.array(Alert) })),
})
const Panel = z.object({
  id: z.int(),
  type: z.enum(['row', 'stat', 'timeseries']),
  title: z.string(),
  targets: z.array(z.object({ refId: z.string(), expr: z.string(), legendFormat: z.string() })).default([]),
})
const Dashboard = z.object({ uid: z.literal('omnisync'), schemaVersion: z.int(), panels: z.array(Panel) })

const alerts = Rules.parse(parse(readText('docs/operations/alerts.yml'))).groups.flatMap(({ rules }) => rules)
const { panels } = Dashboard.parse(JSON.parse(readText('docs/operations/grafana-dashboard.json')))
const questions = [
  ...alerts.map(({ alert, expr }) => ({ where: alert, expr })),
  ...panels.flatMap(({ title, targets }) =>
    // What Grafana fills in before Prometheus sees it.
    targets.map(({ expr }) => ({
      where: title,
      expr: expr.replaceAll('$__rate_interval', '5m').replaceAll('$job', '.*'),
    })),
  ),
]

/** The metrics a question names with the labels it asks each for, and whether all of it is PromQL. */
function read(expr: string): { isWhole: boolean; names: string[]; labels: string[] } {
  const found = { isWhole: true, names: [] as string[], labels: [] as string[] }
  parser.parse(expr).iterate({
    enter({ type, from, to }) {
      const text = expr.slice(from, to)
      if (type.isError) found.isWhole = false
      if (type.name === 'Identifier') found.names.push(text)
      if (type.name === 'LabelName') found.labels.push(text)
    },
  })
  return found
}

test('a question that is no PromQL, or names what is not there, would be found', () => {
  expect(read('sum(rate(a_total{b="c"}[5m])) by (d) > 1')).toEqual({
    isWhole: true,
    names: ['a_total'],
    labels: ['b', 'd'],
  })
  for (const broken of ['sum(a', 'rate(a[5x])', 'a{b=}', 'a >'])
    expect(read(broken).isWhole, broken).toBe(false)
})

test('what the dashboard and the alerts ask is PromQL, and every metric and label of it is told at /metrics', async () => {
  // What Prometheus adds to each scrape by itself.
  const known = new Map<string, readonly string[]>([['up', []]])
  for (const metric of deps.metrics.registry.getMetricsAsArray()) {
    const { name } = metric
    const labels = 'labelNames' in metric ? (metric.labelNames as string[]) : []
    for (const suffix of ['', '_bucket', '_count', '_sum']) known.set(name + suffix, [...labels, 'le'])
  }
  expect(questions.length).toBeGreaterThan(60)
  for (const { where, expr } of questions) {
    const { isWhole, names, labels } = read(expr)
    expect(isWhole, `${where}: ${expr}`).toBe(true)
    expect(names.length, `${where}: ${expr}`).toBeGreaterThan(0)
    for (const name of names) expect([...known.keys()], `${where}: ${expr}`).toContain(name)
    const allowed = new Set(['job', 'instance', ...names.flatMap((name) => known.get(name) ?? [])])
    expect(
      labels.filter((label) => !allowed.has(label)),
      `${where}: ${expr}`,
    ).toEqual([])
  }
})

test('every metric of ours is on the dashboard or raises an alert, and no two panels or alerts have one name', () => {
  const asked = new Set(
    questions.flatMap(({ expr }) => read(expr).names.map((name) => name.replace(/_(bucket|count|sum)$/, ''))),
  )
  const ours = deps.metrics.registry
    .getMetricsAsArray()
    .map(({ name }) => name)
    .filter((name) => name.startsWith('omnisync_'))
  // What runs, for the choice of the job at the top; and how many businesses there are, which nobody has to act upon.
  const unasked = ['omnisync_build_info', 'omnisync_businesses']
  expect(ours.length).toBeGreaterThan(25)
  expect(ours.filter((name) => !asked.has(name))).toEqual(unasked)
  const titles = [...alerts.map(({ alert }) => alert), ...panels.map(({ id }) => String(id))]
  expect(new Set(titles).size).toBe(titles.length)
})
