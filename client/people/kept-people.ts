import { z } from 'zod'
import { LanePerson, PinFailure } from '../../shared/access/lane-people.ts'

/** What a lane remembers of its people through a reload. Times in milliseconds since 1970. */
export const KeptPeople = z.object({
  /** Whose session this was written in: somebody else who signs in stands at the till themselves. */
  signedInAs: z.string(),
  people: z.array(LanePerson),
  fetchedAt: z.nullable(z.number()),
  /** What this lane signs the codes on its receipts by; null until the server has said it. */
  receiptKey: z.nullable(z.string()).default(null),
  /** Who is at the till. */
  sellerId: z.string(),
  locked: z.boolean(),
  /** Minutes without a touch after which the till locks itself; 0 for never. */
  lockAfter: z.number(),
  /** Wrong PINs in a row, by person. */
  wrong: z.record(z.string(), z.object({ count: z.int(), lastAt: z.number() })),
  /** Wrong PINs that the server has not heard of. */
  unreported: z.array(PinFailure),
  /** A report on its way: the same key and body until it is answered. */
  report: z.nullable(z.object({ key: z.string(), failures: z.array(PinFailure) })),
})
export type KeptPeople = z.infer<typeof KeptPeople>

export type Memory = Pick<Storage, 'getItem' | 'setItem'>

/**
 * The people of a lane in this browser's storage. Read anew before every change: what another tab has counted, such
 * as wrong PINs, must not be undone by this one.
 */
export function peopleMemory(memory: Memory, lane: { tenantId: string; deviceId: string }, userId: string) {
  const key = `omnisync.people.${lane.tenantId}.${lane.deviceId}`
  return {
    key,
    read(): KeptPeople {
      const kept = parse(memory.getItem(key))
      if (!kept) return nobody(userId)
      return kept.signedInAs === userId
        ? kept
        : { ...kept, signedInAs: userId, sellerId: userId, locked: false }
    },
    write(people: KeptPeople): void {
      // Storage is full or blocked: the till goes on with what it holds in memory.
      try {
        memory.setItem(key, JSON.stringify(people))
      } catch {}
    },
  }
}

function nobody(userId: string): KeptPeople {
  return {
    signedInAs: userId,
    people: [],
    fetchedAt: null,
    receiptKey: null,
    sellerId: userId,
    locked: false,
    lockAfter: 0,
    wrong: {},
    unreported: [],
    report: null,
  }
}

function parse(kept: string | null): KeptPeople | null {
  try {
    return KeptPeople.safeParse(JSON.parse(kept ?? 'null')).data ?? null
  } catch {
    return null
  }
}
