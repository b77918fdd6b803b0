import { join, resolve } from 'node:path'
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
  /** A streaming replica of that Postgres, or undefined. */
  replicaUrl: string | undefined
  /** Absolute path of the folder for everything that must survive. */
  dataDir: string
  /** Signs tokens and seals; undefined means one that is made and kept in the data folder. */
  secret: string | undefined
  /** What this process does: answer devices, do jobs in the background, or both. */
  role: 'web' | 'worker' | 'all'
  /** Whether a proxy in front ends TLS and names the caller in X-Forwarded-For. */
  behindProxy: boolean
  /** Seconds between saying that it leaves and leaving: as long as the proxy in front takes to notice. */
  drainSeconds: number
  /** Where traces are told to, or undefined. */
  tracesUrl: string | undefined
  tracesShare: number
  /** The origin by which Shopify reaches this server, or null where nobody has said it. */
  publicUrl: string | null
  /** The mail server, `smtp://` or `smtps://` with user and password; undefined where no mails are sent. */
  smtpUrl: string | undefined
  /** Whom mails are from. */
  mailFrom: string
  /** Where backups go, when, and what encrypts them. */
  backups: BackupSettings
  /** The language model that writes summaries, behind any API like OpenAI's; undefined where there is none. */
  model: { url: string; key: string; name: string } | undefined
  /** The secret of the Telegram bot, the server it is reached by, and whether that server calls us; undefined: no bot. */
  telegram: { token: string; apiRoot: string; isWebhook: boolean } | undefined
  /** Cookies travel over TLS only. */
  secureCookies: boolean
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
}

export type BackupSettings = {
  /** Absolute path of the folder that backups lie in where there is no bucket. */
  folder: string
  /** A bucket of any store that speaks S3. */
  bucket: { url: string; region: string; keyId: string; secret: string } | null
  /** What encrypts them; undefined where they lie open. */
  key: string | undefined
  /** Minutes after midnight, UTC, of the nightly one; null where there is none. */
  at: number | null
}

/** A setting is missing or makes no sense; the message names each one and what it should be. */
export class BadSettings extends Error {
  override name = 'BadSettings'
}

// An empty value counts as none: docker compose passes `NAME=` for what its user left out.
const given = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema)
const yesOrNo = z.enum(['1', '0', 'true', 'false']).transform((value) => value === '1' || value === 'true')

const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, 'should look like postgres://user:password@host:5432/database')

const settings = z.object({
  NODE_ENV: given(z.enum(['development', 'production', 'test']).default('development')),
  PORT: given(z.coerce.number().int().min(0).max(65_535).default(3000)),
  HOST: given(z.string().default('0.0.0.0')),
  DATABASE_URL: given(postgresUrl.optional()),
  OMNISYNC_REPLICA_URL: given(postgresUrl.optional()),
  OMNISYNC_DATABASE_CONNECTIONS: given(z.coerce.number().int().min(2).max(500).default(10)),
  OMNISYNC_DATA_DIR: given(z.string().default('.data')),
  OMNISYNC_SECRET: given(z.string().min(32, 'should have at least 32 characters').optional()),
  OMNISYNC_ROLE: given(z.enum(['web', 'worker', 'all']).default('all')),
  OMNISYNC_BEHIND_PROXY: given(yesOrNo.default(false)),
  OMNISYNC_DRAIN_SECONDS: given(z.coerce.number().min(0).max(300).optional()),
  OMNISYNC_TRACES_URL: given(
    z.url({ protocol: /^https?$/, error: 'should look like http://collector:4318' }).optional(),
  ),
  OMNISYNC_TRACES_SHARE: given(z.coerce.number().min(0).max(1).default(1)),
  OMNISYNC_SECURE_COOKIES: given(yesOrNo.optional()),
  OMNISYNC_PUBLIC_URL: given(
    z
      .url({ protocol: /^https?$/, error: 'should look like https://shop.example.com' })
      .transform((url) => new URL(url).origin)
      .optional(),
  ),
  OMNISYNC_SMTP_URL: given(
    z
      .url({ protocol: /^smtps?$/, error: 'should look like smtps://user:password@mail.example.com:465' })
      .optional(),
  ),
  OMNISYNC_MAIL_FROM: given(
    z
      .string()
      .regex(
        /^(?:[^<>@\r\n]* )?<?[^\s<>@]+@[^\s<>@]+>?$/,
        'should look like shop@example.com, or Corner Shop <shop@example.com>',
      )
      .optional(),
  ),
  OMNISYNC_BACKUP_DIR: given(z.string().optional()),
  OMNISYNC_BACKUP_AT: given(
    z
      .union([
        z.literal('never').transform(() => null),
        z
          .string()
          .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'should be a time in UTC such as 02:15, or never')
          .transform((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))),
      ])
      .default(135),
  ),
  OMNISYNC_BACKUP_KEY: given(z.string().min(16, 'should have at least 16 characters').optional()),
  OMNISYNC_BACKUP_S3_URL: given(
    z
      .url({ protocol: /^https?$/, error: 'should look like https://s3.example.com/bucket/folder' })
      .refine(
        (url) => new URL(url).pathname.length > 1,
        'should name a bucket: https://s3.example.com/bucket',
      )
      .optional(),
  ),
  OMNISYNC_BACKUP_S3_REGION: given(z.string().default('us-east-1')),
  OMNISYNC_BACKUP_S3_KEY_ID: given(z.string().optional()),
  OMNISYNC_BACKUP_S3_SECRET: given(z.string().optional()),
  OMNISYNC_MODEL_URL: given(
    z
      .url({ protocol: /^https?$/, error: 'should look like https://api.openai.com/v1' })
      .default('https://api.openai.com/v1'),
  ),
  OMNISYNC_MODEL_KEY: given(z.string().optional()),
  OMNISYNC_MODEL: given(z.string().max(200).optional()),
  OMNISYNC_TELEGRAM_TOKEN: given(
    z
      .string()
      .regex(/^\d+:[\w-]{20,}$/, 'should look like 123456:ABC-DEF…, as BotFather gives it')
      .optional(),
  ),
  OMNISYNC_TELEGRAM_API: given(
    z
      .url({ protocol: /^https?$/, error: 'should look like https://api.telegram.org' })
      .default('https://api.telegram.org'),
  ),
  OMNISYNC_TELEGRAM_WEBHOOK: given(yesOrNo.default(false)),
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
  if (value.OMNISYNC_SMTP_URL !== undefined && value.OMNISYNC_MAIL_FROM === undefined) {
    throw new BadSettings(
      'OMNISYNC_MAIL_FROM: is needed where there is a mail server: the address that mails are from',
    )
  }
  const dataDir = resolve(value.OMNISYNC_DATA_DIR)
  if ((value.OMNISYNC_MODEL_KEY === undefined) !== (value.OMNISYNC_MODEL === undefined)) {
    throw new BadSettings(
      'OMNISYNC_MODEL: the name of a model and OMNISYNC_MODEL_KEY are needed together; a server of your own takes any key',
    )
  }
  const telegram = telegramOf(value)
  if (telegram?.isWebhook && !value.OMNISYNC_PUBLIC_URL?.startsWith('https://')) {
    throw new BadSettings(
      'OMNISYNC_PUBLIC_URL: is needed with OMNISYNC_TELEGRAM_WEBHOOK, and begins with https://: Telegram calls there',
    )
  }
  return {
    mode: value.NODE_ENV,
    port: value.PORT,
    host: value.HOST,
    databaseUrl: value.DATABASE_URL,
    databaseConnections: value.OMNISYNC_DATABASE_CONNECTIONS,
    replicaUrl: value.OMNISYNC_REPLICA_URL,
    dataDir,
    secret: value.OMNISYNC_SECRET,
    role: value.OMNISYNC_ROLE,
    behindProxy: value.OMNISYNC_BEHIND_PROXY,
    tracesUrl: value.OMNISYNC_TRACES_URL,
    tracesShare: value.OMNISYNC_TRACES_SHARE,
    // Without a proxy nobody would use the time.
    drainSeconds: value.OMNISYNC_DRAIN_SECONDS ?? (value.OMNISYNC_BEHIND_PROXY ? 5 : 0),
    secureCookies: value.OMNISYNC_SECURE_COOKIES ?? production,
    publicUrl: value.OMNISYNC_PUBLIC_URL ?? (production ? null : `http://localhost:${value.PORT}`),
    smtpUrl: value.OMNISYNC_SMTP_URL,
    model: modelOf(value),
    mailFrom: value.OMNISYNC_MAIL_FROM ?? 'OmniSync <omnisync@localhost>',
    backups: {
      folder: resolve(value.OMNISYNC_BACKUP_DIR ?? join(dataDir, 'backups')),
      bucket: bucketOf(value),
      key: value.OMNISYNC_BACKUP_KEY,
      at: value.OMNISYNC_BACKUP_AT,
    },
    telegram,
    logLevel: value.OMNISYNC_LOG_LEVEL,
  }
}

function bucketOf(value: z.infer<typeof settings>): BackupSettings['bucket'] {
  const {
    OMNISYNC_BACKUP_S3_URL: url,
    OMNISYNC_BACKUP_S3_REGION: region,
    OMNISYNC_BACKUP_S3_KEY_ID: keyId,
    OMNISYNC_BACKUP_S3_SECRET: secret,
  } = value
  if (url === undefined) return null
  if (keyId === undefined || secret === undefined)
    throw new BadSettings(
      'OMNISYNC_BACKUP_S3_URL: needs OMNISYNC_BACKUP_S3_KEY_ID and OMNISYNC_BACKUP_S3_SECRET beside it',
    )
  return { url, region, keyId, secret }
}

function modelOf(value: z.infer<typeof settings>): Env['model'] {
  const { OMNISYNC_MODEL: name, OMNISYNC_MODEL_KEY: key, OMNISYNC_MODEL_URL: url } = value
  return name === undefined || key === undefined ? undefined : { url, key, name }
}

function telegramOf(value: z.infer<typeof settings>): Env['telegram'] {
  const { OMNISYNC_TELEGRAM_TOKEN: token } = value
  if (token === undefined) return undefined
  return {
    token,
    apiRoot: value.OMNISYNC_TELEGRAM_API.replace(/\/+$/, ''),
    isWebhook: value.OMNISYNC_TELEGRAM_WEBHOOK,
  }
}
