/** A mail to one person: as HTML, and as text for those who read no HTML. */
export type Message = {
  /** Makes the Message-ID: a mail that is handed over twice, since nobody heard the first answer, is shown once. */
  id: string
  /** One address. */
  to: string
  subject: string
  text: string
  html: string
}

/** How handing a mail over to the mail server went. `because` is for an admin's eyes. */
export type Handover =
  | { kind: 'sent' }
  /** No mail server is named in the settings. */
  | { kind: 'off' }
  /** The server will never have this mail for this address. */
  | { kind: 'refused'; because: string }
  /** The server is not there, does not answer or has no time: worth another try. */
  | { kind: 'failed'; because: string }

/** The way by which mails leave. */
export type Mail = {
  /** Whether a mail server is named; where none is, nothing is sent and the screens say so. */
  isOn: boolean
  /**
   * Hands a mail over. Takes up to a minute: only from a job, and never with a transaction open. Never throws.
   */
  send(message: Message): Promise<Handover>
  close(): void
}
