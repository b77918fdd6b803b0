import { resolve } from 'node:path'
import { z } from 'zod'

/** The settings of a process, parsed. Nothing else in the server reads `process.env`. */
export type Env = {
  mode: 'development' | 'production' | 'test'
  port: number
  /** The address to listen on; all of them unless told otherwise. */
  host: string
  /** A Postgres of one's own; undefined means the embedded one. */
  databaseUrl: string | undefined
  databaseConnections: number
  /** Absolute path of the folder for everything that must survive. */
  dataDir: string
  /** Signs tokens and seals; undefined means one that is made and kept in the data folder. */
  secret: string | undefined
  /** What this process does: answer devices, do jobs in the background, or both. */
  role: 'web' | 'worker' | 'all'
  /** Whether a proxy in front ends TLS and names the caller in X-Forwarded-For. */
  behindProxy: boolean
  /** Cookies travel over TLS only. */
  secureCookies: boolean
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
}

/** A setting is missing or makes no sense; the message names each one and what it should be. */
export class BadSettings extends Error {
  override name = 'BadSettings'
}

// An empty value counts as none: docker compose passes `NAME=` for what its user left out.
const given = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema)
const yesOrNo = z.enum(['1', '0', 'true', 'false']).transform((value) => value === '1' || value === 'true')

const settings = z.object({
  NODE_ENV: given(z.enum(['development', 'production', 'test']).default('development')),
  PORT: given(z.coerce.number().int().min(0).max(65_535).default(3000)),
  HOST: given(z.string().default('0.0.0.0')),
  DATABASE_URL: given(
    z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'should look like postgres://user:password@host:5432/database')
      .optional(),
  ),
  OMNISYNC_DATABASE_CONNECTIONS: given(z.coerce.number().int().min(2).max(500).default(10)),
  OMNISYNC_DATA_DIR: given(z.string().default('.data')),
  OMNISYNC_SECRET: given(z.string().min(32, 'should have at least 32 characters').optional()),
  OMNISYNC_ROLE: given(z.enum(['web', 'worker', 'all']).default('all')),
  OMNISYNC_BEHIND_PROXY: given(yesOrNo.default(false)),
  OMNISYNC_SECURE_COOKIES: given(yesOrNo.optional()),
  OMNISYNC_LOG_LEVEL: given(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ),
})

/** The names of all settings, for what must agree with them: the compose file, the README. */
export const SETTING_NAMES: readonly string[] = Object.keys(settings.shape)

/**
 * Parses the settings of a process.
 *
 * @param source usually `process.env`
 * @throws BadSettings with one line for each setting that will not do
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const parsed = settings.safeParse(source)
  if (!parsed.success) {
    throw new BadSettings(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    )
  }
  const value = parsed.data
  const production = value.NODE_ENV === 'production'
  if (production && value.OMNISYNC_SECRET === undefined) {
    throw new BadSettings(
      'OMNISYNC_SECRET: is needed in production, the same on every node, at least 32 characters; ' +
        'make one with: openssl rand -base64 32',
    )
  }
  return {
    mode: value.NODE_ENV,
    port: value.PORT,
    host: value.HOST,
    databaseUrl: value.DATABASE_URL,
    databaseConnections: value.OMNISYNC_DATABASE_CONNECTIONS,
    dataDir: resolve(value.OMNISYNC_DATA_DIR),
    secret: value.OMNISYNC_SECRET,
    role: value.OMNISYNC_ROLE,
    behindProxy: value.OMNISYNC_BEHIND_PROXY,
    secureCookies: value.OMNISYNC_SECURE_COOKIES ?? production,
    logLevel: value.OMNISYNC_LOG_LEVEL,
  }
}
