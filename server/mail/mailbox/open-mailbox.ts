import { join } from 'node:path'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { fastify } from 'fastify'
import type { FastifyInstance } from 'fastify'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { servePage } from '../../demo-page/serve-page.ts'

/** A mail as it came. */
export type KeptMail = {
  id: number
  at: string
  from: string
  to: string[]
  subject: string
  text: string
  html: string
}

/** A pretended mail server with one mailbox for everybody: what is mailed to it is shown on a page. */
export type Mailbox = {
  /** The newest first. */
  mails: readonly KeptMail[]
  /** Listens for mails and for browsers, on free ports unless they are named; only on this machine. */
  listen(ports?: { page: number; smtp: number }): Promise<{ page: string; smtp: string }>
  close(): Promise<void>
}

const MOST_MAILS = 200
const MOST_BYTES = 2_000_000
/** A mail is looked at as a mail program would: nothing in it runs, and nothing is fetched for it. */
const CONTAINED =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/** Opens it; nobody hears of it until it listens. What it holds is gone when it closes. */
export function openMailbox({ now = Date.now }: { now?: () => number } = {}): Mailbox {
  const mails: KeptMail[] = []
  let received = 0
  const smtp = new SMTPServer({
    logger: false,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: MOST_BYTES,
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(Object.assign(new Error('too large'), { responseCode: 552 }))
        const to = session.envelope.rcptTo.map(({ address }) => address)
        PostalMime.parse(Buffer.concat(parts))
          .then((read) => {
            received += 1
            const { subject = '', text = '', html = '' } = read
            const from = [read.from?.name, read.from?.address].filter(Boolean).join(' · ')
            mails.unshift({
              id: received,
              at: new Date(now()).toISOString(),
              from,
              to,
              subject,
              text,
              html,
            })
            mails.splice(MOST_MAILS)
            done()
          })
          .catch((error: unknown) => done(error as Error))
      })
    },
  })
  // A caller that hangs up in the middle is its own business.
  smtp.on('error', () => {})
  const app = pagesOf(mails)
  return {
    mails,
    async listen({ page, smtp: smtpPort } = { page: 0, smtp: 0 }) {
      const server = smtp.listen(smtpPort, '127.0.0.1')
      if (!server.listening) await Promise.race([once(server, 'listening'), failed(server)])
      const { port } = server.address() as AddressInfo
      const address = await app.listen({ port: page, host: '127.0.0.1' })
      return { page: address.replace('127.0.0.1', 'localhost'), smtp: `smtp://127.0.0.1:${port}` }
    },
    async close() {
      await app.close()
      await new Promise<void>((done) => smtp.close(() => done()))
    },
  }
}

function pagesOf(mails: readonly KeptMail[]): FastifyInstance {
  const app = fastify({ logger: false, forceCloseConnections: true })
  servePage(app, join(import.meta.dirname, 'page'), 'Mailbox (demo)')
  app.get('/mails', () => mails.map(({ text: _, html: _html, ...mail }) => mail))
  app.get<{ Params: { id: string } }>('/mails/:id', ({ params }, reply) => {
    const mail = mails.find(({ id }) => String(id) === params.id)
    return mail ? { ...mail, html: undefined } : reply.code(404).send({})
  })
  app.get<{ Params: { id: string } }>('/mails/:id/html', ({ params }, reply) => {
    const mail = mails.find(({ id }) => String(id) === params.id)
    return reply
      .code(mail ? 200 : 404)
      .type('text/html; charset=utf-8')
      .header('content-security-policy', CONTAINED)
      .send(mail?.html ?? '')
  })
  return app
}

async function failed(server: NodeJS.EventEmitter): Promise<never> {
  const [error] = (await once(server, 'error')) as [Error]
  throw error
}
