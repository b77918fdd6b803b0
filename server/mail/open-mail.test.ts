import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterEach, expect, test } from 'vitest'
import type { Message } from './mail.ts'
import { openMail } from './open-mail.ts'

const from = 'Corner Shop <shop@example.com>'
const message: Message = {
  id: '0199-1',
  to: 'ann@example.com',
  subject: 'Итоги недели',
  text: 'Продано 12',
  html: '<p>Продано <b>12</b></p>',
}
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A real SMTP server; `refuse` says what it has against a recipient. */
async function smtp(refuse: (address: string) => number | null = () => null) {
  const got: { raw: string; to: string[]; user: unknown }[] = []
  const server = new SMTPServer({
    logger: false,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: true,
    onAuth: ({ username, password }, _session, done) =>
      password === 'p@ss' ? done(null, { user: username }) : done(new Error('wrong password')),
    onRcptTo: ({ address }, _session, done) => {
      const code = refuse(address)
      done(code === null ? null : Object.assign(new Error('no such mailbox'), { responseCode: code }))
    },
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        got.push({ raw: Buffer.concat(parts).toString(), to, user: session.user })
        done()
      })
    },
  })
  const port = await listening(server.listen(0, '127.0.0.1'))
  closing.push(() => server.close(() => {}))
  return { got, at: `127.0.0.1:${port}` }
}

async function listening(server: Server): Promise<number> {
  if (!server.listening) await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

function mailBy(url: string, patience?: { answer: number; all: number }) {
  const mail = openMail({ url, from, ...(patience && { patience }) })
  closing.push(mail.close)
  return mail
}

test('a mail arrives as HTML and as text, from whom it says, under an id that stays', async () => {
  const { got, at } = await smtp()
  expect(await mailBy(`smtp://shop:p%40ss@${at}`).send(message)).toEqual({ kind: 'sent' })
  expect(got).toMatchObject([{ to: ['ann@example.com'], user: 'shop' }])
  const read = await PostalMime.parse(got[0]?.raw ?? '')
  expect(read).toMatchObject({
    subject: message.subject,
    messageId: '<0199-1@example.com>',
    from: { name: 'Corner Shop', address: 'shop@example.com' },
  })
  expect(read.text?.trim()).toBe(message.text)
  expect(read.html?.trim()).toBe(message.html)
})

test('an address is one address, and adds no header', async () => {
  const { got, at } = await smtp()
  const mail = mailBy(`smtp://${at}`)
  await mail.send({ ...message, to: 'a@example.com, b@example.com' })
  await mail.send({ ...message, subject: 'Hello\r\nBcc: all@example.com' })
  expect(got.flatMap(({ to }) => to)).not.toContain('b@example.com')
  expect(got.flatMap(({ to }) => to)).not.toContain('all@example.com')
  for (const { raw } of got) expect(raw).not.toMatch(/^Bcc:/m)
  expect(got.length).toBeGreaterThan(0)
})

test('a mailbox that is not there is final; a busy server and a wrong password are worth another try', async () => {
  const { at } = await smtp((address) => (address.startsWith('busy') ? 451 : 550))
  const mail = mailBy(`smtp://${at}`)
  expect(await mail.send(message)).toMatchObject({
    kind: 'refused',
    because: expect.stringContaining('no such mailbox'),
  })
  expect(await mail.send({ ...message, to: 'busy@example.com' })).toMatchObject({ kind: 'failed' })
  const wrong = await mailBy(`smtp://shop:wrong-word@${at}`).send(message)
  expect(wrong).toMatchObject({ kind: 'failed' })
  expect(JSON.stringify(wrong)).not.toContain('wrong-word')
})

test('a server that is not there, says nothing or says a little for ever holds nobody up', async () => {
  expect(await mailBy('smtp://127.0.0.1:1').send(message)).toMatchObject({ kind: 'failed' })
  const silent = createServer(() => {})
  const slow = createServer((socket) => {
    const timer = setInterval(() => socket.write('220-wait\r\n'), 50)
    socket.on('close', () => clearInterval(timer))
    socket.on('error', () => {})
  })
  for (const server of [silent, slow]) {
    const sockets = new Set<{ destroy(): unknown }>()
    server.on('connection', (socket) => sockets.add(socket))
    const port = await listening(server.listen(0, '127.0.0.1'))
    closing.push(() => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
    const mail = mailBy(`smtp://127.0.0.1:${port}`, { answer: 300, all: 600 })
    // Neither ever ends by itself: whoever gets an answer was not held up, however busy this machine is.
    expect(await mail.send(message)).toMatchObject({ kind: 'failed' })
    expect(sockets.size).toBe(1)
  }
})

test('without a server nothing is sent, and that is said', async () => {
  const mail = openMail({ url: undefined, from })
  expect(mail.isOn).toBe(false)
  expect(await mail.send(message)).toEqual({ kind: 'off' })
})
