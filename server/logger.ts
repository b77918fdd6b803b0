import { pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'
import type { Env } from './env.ts'
import { logContext } from './log-context.ts'
import { withoutSecrets, withoutSecretsIn } from './without-secrets.ts'

/**
 * Structured lines on the standard output: for people while developing, for machines in production. Each carries the
 * request or job that it was written in, and none a secret.
 *
 * @param destination instead of the standard output
 */
export async function openLogger(
  env: Pick<Env, 'logLevel' | 'mode'>,
  destination?: DestinationStream,
): Promise<Logger> {
  const options = {
    level: env.logLevel,
    mixin: () => ({ ...logContext() }),
    // What a line says itself goes before what its request says.
    mixinMergeStrategy: (line: object, context: object) => ({ ...context, ...line }),
    formatters: { log: (line: object) => withoutSecrets(line) as Record<string, unknown> },
    // Errors are taken apart with the rest of the line.
    serializers: { err: (error: unknown) => error },
    hooks: { streamWrite: withoutSecretsIn },
  }
  if (destination) return pino(options, destination)
  if (env.mode === 'production' || !process.stdout.isTTY) return pino(options)
  const { PinoPretty } = await import('pino-pretty')
  return pino(options, PinoPretty({ colorize: true, ignore: 'pid,hostname', sync: true }))
}
