/**
 * A server process with a built client of one's own: `node bench/client/app-server.ts`, with DATABASE_URL, CLIENT and
 * PORT in its environment. It is the real server; only the folder of the client differs from `server/main.ts`.
 */
import { pino } from 'pino'
import { v7 } from 'uuid'
import { buildApp } from '../../server/app.ts'
import { openDatabase } from '../../server/database/database.ts'
import { openJobs } from '../../server/jobs/open-jobs.ts'
import { openMail } from '../../server/mail/open-mail.ts'
import { openNews } from '../../server/log/postgres-news.ts'
import { createMetrics } from '../../server/metrics.ts'
import { SECRET } from '../world/server-process.ts'

const { DATABASE_URL: url = '', CLIENT: clientFolder = '', PORT: port } = process.env
const logger = pino({ level: 'error' })
const metrics = createMetrics()
const database = openDatabase({ url })
const news = await openNews({ url, nobody: database.nobody, logger, metrics })
const app = await buildApp({
  database,
  news,
  jobs: openJobs({ url, logger }),
  now: Date.now,
  newId: v7,
  logger,
  metrics,
  secret: SECRET,
  secureCookies: false,
  mail: openMail({ url: undefined, from: 'bench@localhost' }),
  model: null,
  telegram: null,
  shopFetch: fetch,
  publicUrl: null,
  clientFolder,
})
await app.listen({ port: Number(port), host: '127.0.0.1' })
