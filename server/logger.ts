import { pino } from 'pino'
import type { Logger } from 'pino'
import type { Env } from './env.ts'

/** What may never reach a log, wherever in a logged object it lies. */
const SECRETS = ['authorization', 'cookie', 'password', 'token', 'accessToken', 'secret', 'pin']

/** Structured lines on the standard output: for people while developing, for machines in production. */
export async function openLogger(env: Env): Promise<Logger> {
  const options = {
    level: env.logLevel,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '(secret)' },
  }
  if (env.mode === 'production' || !process.stdout.isTTY) return pino(options)
  const { PinoPretty } = await import('pino-pretty')
  return pino(options, PinoPretty({ colorize: true, ignore: 'pid,hostname', sync: true }))
}
