import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { SETTING_NAMES, readEnv } from '../../server/env.ts'
import { ROOT, readText } from './modules.ts'

// Strict, so that a misspelt key is found: Compose itself would refuse the file.
const service = z.strictObject({
  image: z.string().regex(/^[a-z][a-z0-9/-]*:(?!latest)[\w.-]+$/, 'an image of a fixed version'),
  build: z.string().optional(),
  restart: z.literal('unless-stopped'),
  init: z.boolean().optional(),
  stop_grace_period: z
    .string()
    .regex(/^\d+s$/)
    .optional(),
  shm_size: z.string().optional(),
  environment: z.record(z.string(), z.string()).default({}),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).default({}),
  ports: z.array(z.string().regex(/^\$\{[A-Z_]+:-\d+\}:\d+$/)).default([]),
  volumes: z.array(z.string().regex(/^[a-z]+:\/[\w/-]+$/)).default([]),
  configs: z.array(z.strictObject({ source: z.string(), target: z.string() })).default([]),
  healthcheck: z
    .strictObject({ test: z.array(z.string()), interval: z.string(), timeout: z.string(), retries: z.int() })
    .optional(),
})
const compose = z.object({
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
  configs: z.record(z.string(), z.strictObject({ content: z.string() })),
})

const file = compose.parse(parse(readText('docker-compose.yml'), { merge: true }))
const services = Object.entries(file.services)
const nodes = services.filter(([, one]) => one.build !== undefined)

/** What Compose makes of `${NAME:?…}` and `${NAME:-default}`. */
function filled(environment: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.replaceAll(
        /\$\{\w+:(?:\?[^}]*|-([^}]*))\}/g,
        (_all, otherwise?: string) => otherwise ?? 'x'.repeat(40),
      ),
    ]),
  )
}

test('it starts a Postgres 18, two web nodes, a worker and a proxy', () => {
  expect(file.services['postgres']?.image).toMatch(/^postgres:18\./)
  const roles = nodes.map(([, one]) => readEnv(filled(one.environment)).role)
  expect(roles.toSorted()).toEqual(['web', 'web', 'worker'])
  expect(file.services['proxy']?.ports).toHaveLength(2)
})

test("the nodes' settings exist, are accepted in production, and reach the Postgres beside them", () => {
  expect(nodes).toHaveLength(3)
  for (const [name, { environment }] of nodes) {
    expect(
      Object.keys(environment).filter((key) => !SETTING_NAMES.includes(key)),
      name,
    ).toEqual([])
    const env = readEnv(filled(environment))
    expect(env).toMatchObject({ mode: 'production', behindProxy: true, secureCookies: true })
    const url = new URL(env.databaseUrl!)
    expect(url.hostname).toBe('postgres')
    expect(url.username).toBe(file.services['postgres']?.environment['POSTGRES_USER'])
    expect(url.pathname).toBe(`/${file.services['postgres']?.environment['POSTGRES_DB']}`)
  }
})

test('whatever is named is there', () => {
  for (const [name, one] of services) {
    const waitsFor = Object.keys(one.depends_on)
    // Waiting for health needs a check of it.
    expect(
      waitsFor.filter((other) => file.services[other]?.healthcheck === undefined),
      name,
    ).toEqual([])
    expect(
      one.volumes.map((volume) => volume.split(':')[0]!).filter((volume) => !(volume in file.volumes)),
    ).toEqual([])
    expect(one.configs.map((config) => config.source).filter((config) => !(config in file.configs))).toEqual(
      [],
    )
  }
})

test('the proxy knows every web node by its name and port', () => {
  const content = file.configs['caddyfile']!.content
  const web = nodes.filter(([, one]) => one.environment['OMNISYNC_ROLE'] === 'web')
  for (const [name, { environment }] of web) expect(content).toContain(`${name}:${environment['PORT']}`)
  expect(content.match(/[\w-]+:\d+/g)).toHaveLength(web.length)
  expect(content, 'the README keeps metrics behind the proxy').toContain('respond @metrics 404')
  expect(content.match(/\{/g)?.length).toBe(content.match(/\}/g)?.length)
})

test('a node is given the time to leave: the proxy notices before it stops, and what is in hand is finished', () => {
  const interval = Number(/health_interval (\d+)s/.exec(file.configs['caddyfile']!.content)?.[1])
  for (const [name, one] of nodes) {
    const { drainSeconds } = readEnv(filled(one.environment))
    expect(drainSeconds, name).toBeGreaterThan(interval)
    expect(Number.parseInt(one.stop_grace_period ?? '10', 10), name).toBeGreaterThanOrEqual(drainSeconds + 15)
  }
})

test('the Dockerfile copies and runs what exists', () => {
  const lines = readText('Dockerfile').split('\n')
  const copied = lines
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
    .flatMap((line) => line.split(' ').slice(1, -1))
  expect(copied).toContain('server')
  expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  expect(lines).toContain('CMD ["node_modules/.bin/node", "server/main.ts"]')
  const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> }
  expect(scripts).toHaveProperty('build')
})
