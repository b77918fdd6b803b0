import type { Deps } from '../deps.ts'
import type { Channel } from './channel.ts'
import { mailOfDigest } from './mail-of-digest.ts'

/** Tells people by mail, where the settings name a mail server. */
export function mailChannel({ mail, publicUrl }: Pick<Deps, 'mail' | 'publicUrl'>): Channel {
  return {
    reached: async () => () => mail.isOn,
    async tell(_tenantId, to, digest) {
      const message = mailOfDigest(digest, { language: to.language, publicUrl })
      const handover = await mail.send({ id: digest.id, to: to.email, ...message })
      switch (handover.kind) {
        case 'sent':
          return { kind: 'sent' }
        case 'off':
          return { kind: 'gone', because: 'no mail server is named in the settings' }
        case 'refused':
          return { kind: 'refused', because: handover.because }
        case 'failed':
          return { kind: 'later', because: handover.because }
      }
    },
  }
}
