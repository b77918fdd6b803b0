import { Gauge } from 'prom-client'
import type { Deps } from '../deps.ts'
import { backupFacts } from './backup-facts.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Brings the backups' gauges up to date, before they are read. */
    countBackups(): Promise<void>
  }
}

/**
 * The backups' figures for Prometheus, as the database has them: the same at every node. Where it does not answer they
 * stay as they were: their age is what an alarm looks at.
 */
export function openBackupFigures({ metrics, database }: Pick<Deps, 'metrics' | 'database'>) {
  const gauge = (name: string, help: string): Gauge =>
    new Gauge({ name: `omnisync_backup_${name}`, help, registers: [metrics.registry] })
  const good = gauge(
    'last_success_timestamp_seconds',
    'When the last good backup was begun; before the first, since when one has been owed',
  )
  const bytes = gauge('size_bytes', 'Size of the last good backup as it lies in its store')
  const seconds = gauge('duration_seconds', 'How long the last good backup took')
  const failing = gauge('failing', '1 while the last backup failed')
  const drilled = gauge(
    'drill_last_success_timestamp_seconds',
    'When a backup was last restored beside the database and everything in it held together',
  )
  const drillFailing = gauge('drill_failing', '1 while the last drill failed')
  return async (): Promise<void> => {
    const facts = await backupFacts(database.nobody).catch(() => null)
    if (facts === null) return
    const { goodSince, lastGood, last, lastDrill } = facts
    good.set(Date.parse(goodSince) / 1_000)
    bytes.set(lastGood?.figures.bytes ?? 0)
    seconds.set(lastGood ? lasted(lastGood) : 0)
    failing.set(last?.state === 'failed' ? 1 : 0)
    drillFailing.set(lastDrill?.state === 'failed' ? 1 : 0)
    if (lastDrill?.state === 'done' && lastDrill.endedAt) drilled.set(Date.parse(lastDrill.endedAt) / 1_000)
  }
}

function lasted({ startedAt, endedAt }: { startedAt: string | null; endedAt: string | null }): number {
  return startedAt && endedAt ? (Date.parse(endedAt) - Date.parse(startedAt)) / 1_000 : 0
}
