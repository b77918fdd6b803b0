import type { Tx } from '../database/database.ts'
import type { Addressee } from '../account/addressee.ts'
import type { Digest } from './digest.ts'

/** How telling somebody went. `because` is for an admin's eyes. */
export type Told =
  | { kind: 'sent' }
  /** They cannot be reached by this way any more, and nothing is lost by not trying again. */
  | { kind: 'gone'; because: string }
  /** It will never be taken: for people to see. */
  | { kind: 'refused'; because: string }
  /** Worth another try: in so many milliseconds, or as the schedule says. */
  | { kind: 'later'; because: string; afterMs?: number }

/** A way by which people are told. */
export type Channel = {
  /** Who can be reached by it now. */
  reached(tx: Tx, tenantId: string): Promise<(userId: string) => boolean>
  /** Tells somebody. Never throws; never called with a transaction open. */
  tell(tenantId: string, to: Addressee, digest: Digest): Promise<Told>
}

export const channelNames = ['telegram', 'mail'] as const
export type ChannelName = (typeof channelNames)[number]
export type Channels = Record<ChannelName, Channel>
