import { LanePeople, mayApprove } from '../../shared/access/lane-people.ts'
import type { LanePerson } from '../../shared/access/lane-people.ts'
import type { SessionUser } from '../../shared/access/session.ts'
import { ApiError } from '../app/api.ts'
import type { Call } from '../app/api.ts'
import { peopleMemory } from './kept-people.ts'
import type { KeptPeople, Memory } from './kept-people.ts'
import { withFailure } from './pin-failures.ts'
import { waitAfter, waitLeft } from './waiting.ts'

export type PeopleParts = {
  user: SessionUser
  deviceId: string
  memory: Memory
  /** Asks the API as whoever is signed in. */
  call(path: string, call?: Call): Promise<unknown>
  /** Whether a PIN fits an argon2id hash. */
  fits(pin: string, hash: string): Promise<boolean>
  now(): number
  newId(): string
}

export type PinAnswer =
  | { kind: 'right'; person: LanePerson }
  /** Not looked at, or looked at and wrong: again after so many milliseconds. */
  | { kind: 'wrong'; waitMs: number }
  | { kind: 'wait'; waitMs: number }

const hour = 3_600_000
const mostInReport = 100

export type People = ReturnType<typeof createPeople>

/**
 * The people of a lane: who is at the till, and whose PIN is right, without the network. The session that sends stays
 * whoever signed in; orders name who is at the till.
 */
export function createPeople({ user, deviceId, call, fits, now, newId, memory }: PeopleParts) {
  const kept = peopleMemory(memory, { tenantId: user.tenantId, deviceId }, user.id)
  let state = kept.read()
  const listeners = new Set<() => void>()

  function change(next: (before: KeptPeople) => Partial<KeptPeople>) {
    const before = kept.read()
    state = { ...before, ...next(before) }
    kept.write(state)
    for (const listener of listeners) listener()
  }

  /** The person at the till; the one who is signed in need not have a PIN to be it. */
  function seller(): Pick<LanePerson, 'id' | 'name' | 'role'> {
    return state.people.find(({ id }) => id === state.sellerId) ?? user
  }

  async function check(personId: string, pin: string, purpose: string): Promise<PinAnswer> {
    // Another tab counts too.
    state = kept.read()
    const person = state.people.find(({ id }) => id === personId)
    if (!person) return { kind: 'wrong', waitMs: 0 }
    const waitMs = waitLeft(state.wrong[personId], now())
    if (waitMs > 0) return { kind: 'wait', waitMs }
    const before = state.wrong[personId]
    const count = (before?.count ?? 0) + 1
    const countAs = (entry: KeptPeople['wrong'][string] | undefined) =>
      change(({ wrong: { [personId]: _old, ...others } }) => ({
        wrong: entry ? { ...others, [personId]: entry } : others,
      }))
    // Counted before it is looked at: a reload in between is no free guess.
    countAs({ count, lastAt: now() })
    const right = await fits(pin, person.pinHash).catch((error: unknown) => {
      countAs(before)
      throw error
    })
    if (right) {
      countAs(undefined)
      return { kind: 'right', person }
    }
    const at = new Date(now()).toISOString()
    change(({ unreported }) => ({ unreported: withFailure(unreported, { personId, purpose, at }) }))
    return { kind: 'wrong', waitMs: waitAfter(count) }
  }

  async function fetchPeople() {
    try {
      const { people, receiptKey } = LanePeople.parse(await call(`/devices/${deviceId}/people`))
      change(({ sellerId, locked }) => {
        const gone = sellerId !== user.id && !people.some(({ id }) => id === sellerId)
        // Whoever is no longer of this lane sells no further; the next one says who they are.
        return {
          people,
          receiptKey,
          fetchedAt: now(),
          ...(gone ? { sellerId: user.id, locked: people.length > 0 } : { locked }),
        }
      })
    } catch (error) {
      if (error instanceof ApiError && error.code.startsWith('device/')) forget()
      else throw error
    }
  }

  async function report() {
    change(({ report: open, unreported }) =>
      open || unreported.length === 0
        ? {}
        : {
            report: { key: newId(), failures: unreported.slice(0, mostInReport) },
            unreported: unreported.slice(mostInReport),
          },
    )
    const { report: sending } = state
    if (!sending) return
    const { key, failures } = sending
    await call(`/devices/${deviceId}/pin-failures`, {
      method: 'POST',
      body: { failures },
      idempotencyKey: key,
    }).catch((error: unknown) => {
      // The same report under somebody else's session, after an answer that was lost: it has arrived.
      if (!(error instanceof ApiError && error.code === 'request/key-reused')) throw error
    })
    change(({ report: open }) => (open?.key === key ? { report: null } : {}))
  }

  /** Drops the hashes: the lane was shut out, or somebody signed out. What was counted stays. */
  function forget() {
    change(() => ({ people: [], fetchedAt: null, sellerId: user.id, locked: false }))
  }

  return {
    key: kept.key,
    state: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    seller,
    managers: () => state.people.filter(({ role }) => mayApprove(role)),
    nameOf: (id: string) =>
      id === user.id ? user.name : (state.people.find((person) => person.id === id)?.name ?? null),
    /** Milliseconds until a PIN of this person is looked at again. */
    waitFor: (personId: string) => waitLeft(state.wrong[personId], now()),

    /**
     * Whether this is the PIN of this person. Wrong ones make the person wait, longer each time.
     *
     * @param purpose what it is asked for, as the report will say
     */
    check,
    /** After a right PIN: this person is at the till from now on. */
    putAtTill: (person: LanePerson) => change(() => ({ sellerId: person.id, locked: false })),
    /** Whether the person at the till has a PIN to come back with. */
    canLock: () => state.people.some(({ id }) => id === state.sellerId),
    /** Nothing is sold until somebody gives a PIN; does nothing where who is at the till has none. */
    lock: () => change(({ people, sellerId }) => ({ locked: people.some(({ id }) => id === sellerId) })),
    lockAfter: (minutes: number) => change(() => ({ lockAfter: minutes })),
    forget,
    /** What another tab has written. */
    reread: () => change(() => ({})),

    /** When the server can be reached: reports wrong PINs, and fetches the people where they are an hour old. */
    async keepUp({ anew = false } = {}): Promise<void> {
      const reported = report()
      // A report that is refused must not keep the people from coming.
      await reported.catch(() => null)
      if (anew || state.fetchedAt === null || Math.abs(now() - state.fetchedAt) >= hour) await fetchPeople()
      await reported
    },
  }
}
