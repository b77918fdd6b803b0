import { createTransport } from 'nodemailer'
import type { SMTPTransportOptions } from 'nodemailer'
import type { Handover, Mail } from './mail.ts'

export type MailSettings = {
  /** `smtp://user:password@host:587` or `smtps://…`; undefined means that there is none. */
  url: string | undefined
  /** Whom the mails are from: `OmniSync <shop@example.com>`. */
  from: string
  /** Milliseconds that the server may take to answer, and that a whole mail may take. */
  patience?: { answer: number; all: number }
}

const PATIENCE = { answer: 15_000, all: 60_000 }

/** The mail server of the installation, asked over SMTP; nothing is connected before the first mail. */
export function openMail({ url, from, patience = PATIENCE }: MailSettings): Mail {
  if (url === undefined) return { isOn: false, send: async () => ({ kind: 'off' }), close: () => {} }
  const options: SMTPTransportOptions = {
    url,
    connectionTimeout: patience.answer,
    greetingTimeout: patience.answer,
    socketTimeout: patience.answer,
    dnsTimeout: patience.answer,
    // What a mail says comes from us alone; nothing in it may make this process read files or ask addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  const transport = createTransport(options)
  const domain = /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? 'localhost'
  return {
    isOn: true,
    async send({ id, to, subject, text, html }) {
      try {
        await transport.sendMail({
          from,
          // As an object, so that no address is read as two.
          to: { name: '', address: to },
          subject,
          text,
          html,
          messageId: `<${id}@${domain}>`,
          // Keeps out-of-office replies from answering.
          headers: { 'Auto-Submitted': 'auto-generated' },
          // A server that sends a byte now and then never falls silent, and never ends.
          signal: AbortSignal.timeout(patience.all),
        })
        return { kind: 'sent' }
      } catch (error) {
        return handoverOf(error)
      }
    },
    close: () => transport.close(),
  }
}

/** What failed in the conversation: by 5xx SMTP says of a recipient or a message what no other try will change. */
function handoverOf(error: unknown): Handover {
  const { message, command, responseCode = 0 } = error as SmtpError
  // oxlint-disable-next-line no-control-regex -- what the server said goes on a page
  const because = message.replaceAll(/[\u0000-\u001f]+/g, ' ').slice(0, 300)
  const isFinal = responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA')
  return { kind: isFinal ? 'refused' : 'failed', because }
}

type SmtpError = Error & { command?: string; responseCode?: number }
