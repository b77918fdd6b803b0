import type { Handover, Mail, Message } from '../mail/mail.ts'

export type TestMail = Mail & {
  /** What was handed over, the newest last. */
  messages: Message[]
  /** How the next ones go, one after the other; sent where nothing is said. */
  next: Handover[]
}

/** A mail server in memory. */
export function testMail(): TestMail {
  const mail: TestMail = {
    isOn: true,
    messages: [],
    next: [],
    async send(message) {
      const handover = mail.next.shift() ?? { kind: 'sent' }
      if (handover.kind === 'sent') mail.messages.push(message)
      return handover
    },
    close: () => {},
  }
  return mail
}
