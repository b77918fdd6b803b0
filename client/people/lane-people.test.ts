import { expect, test } from 'vitest'
import type { LanePerson } from '../../shared/access/lane-people.ts'
import { ApiError, NoAnswer } from '../app/api.ts'
import type { Call } from '../app/api.ts'
import { createPeople } from './lane-people.ts'
import { waitAfter, waitLeft } from './waiting.ts'

const [ada, sid, sam] = ['a', 'b', 'c'].map((last) => `00000000-0000-7000-8000-00000000000${last}`) as [
  string,
  string,
  string,
]
const person = (id: string, role: LanePerson['role'], pin: string): LanePerson => ({
  id,
  name: 'of the shop',
  role,
  pinHash: `hash of ${pin}`,
})
const everybody = [person(ada, 'ADMIN', '1111'), person(sid, 'SUPPORT', '2222'), person(sam, 'STAFF', '3333')]
const someone = (id: string) => ({
  id,
  name: 'of the session',
  email: 'x@demo.test',
  role: 'STAFF' as const,
  branchId: 'b1',
  tenantId: 't1',
})

/** A browser at a lane, a server that answers as told, and a clock that is turned by hand. */
function someLane() {
  const stored = new Map<string, string>()
  const memory = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  }
  const asked: { path: string; call: Call }[] = []
  const server = { people: everybody, refuses: {} as Record<string, Error> }
  const clock = { now: 1_800_000_000_000 }
  let ids = 0
  const open = (signedIn = sam) =>
    createPeople({
      user: someone(signedIn),
      deviceId: 'd1',
      memory,
      async call(path, call = {}) {
        asked.push({ path, call })
        const refusal = server.refuses[path.split('/').at(-1) ?? '']
        if (refusal) throw refusal
        return { people: server.people }
      },
      async fits(pin, hash) {
        if (pin === 'broken') throw new Error('no WebAssembly')
        return hash === `hash of ${pin}`
      },
      now: () => clock.now,
      newId: () => `report-${(ids += 1)}`,
    })
  return { open, asked, server, clock, stored }
}

test('the signed-in person is at the till until another gives their PIN; a reload changes nothing', async () => {
  const { open } = someLane()
  const people = open()
  expect(people.seller()).toMatchObject({ id: sam, name: 'of the session' })
  await people.keepUp()
  const answer = await people.check(ada, '1111', 'switch')
  if (answer.kind !== 'right') throw new Error(answer.kind)
  people.putAtTill(answer.person)
  expect(people.seller()).toMatchObject({ id: ada, role: 'ADMIN' })
  expect(open().seller().id).toBe(ada)
  expect(open(sid).seller().id).toBe(sid)
})

test('a locked till stays locked over a reload, and is never locked by who could not open it', async () => {
  const { open } = someLane()
  const people = open()
  people.lock()
  expect(people.state().locked).toBe(false)
  await people.keepUp()
  people.lock()
  expect(open().state().locked).toBe(true)
  const without = open('someone-without-a-pin')
  without.lock()
  expect([without.canLock(), without.state().locked]).toEqual([false, false])
})

test('wrong PINs make the person wait, longer each time, over a reload; others do not wait', async () => {
  const { open, clock } = someLane()
  const people = open()
  await people.keepUp()
  const waits: unknown[] = []
  for (let at = 0; at < 4; at += 1) waits.push(await people.check(ada, '0000', 'switch'))
  expect(waits).toEqual([
    { kind: 'wrong', waitMs: 0 },
    { kind: 'wrong', waitMs: 0 },
    { kind: 'wrong', waitMs: 5_000 },
    { kind: 'wait', waitMs: 5_000 },
  ])
  clock.now += 4_000
  const again = open()
  expect(await again.check(ada, '1111', 'switch')).toEqual({ kind: 'wait', waitMs: 1_000 })
  expect((await again.check(sid, '2222', 'switch')).kind).toBe('right')
  clock.now += 1_000
  expect(await again.check(ada, '0000', 'switch')).toEqual({ kind: 'wrong', waitMs: 10_000 })
  clock.now += 10_000
  expect((await again.check(ada, '1111', 'switch')).kind).toBe('right')
  expect(await again.check(ada, '0000', 'switch')).toEqual({ kind: 'wrong', waitMs: 0 })
})

test('guesses sent at once are no more than guesses sent one by one', async () => {
  const { open } = someLane()
  const people = open()
  await people.keepUp()
  const answers = await Promise.all(Array.from({ length: 9 }, () => people.check(ada, '0000', 'switch')))
  expect(answers.filter(({ kind }) => kind === 'wrong')).toHaveLength(3)
})

test('a guess counts in every tab, and one that could not be looked at counts nowhere', async () => {
  const { open } = someLane()
  const [one, other] = [open(), open()]
  await one.keepUp()
  other.reread()
  await one.check(ada, '0000', 'switch')
  await other.check(ada, '0000', 'switch')
  await one.check(ada, '0000', 'switch')
  expect((await other.check(ada, '1111', 'switch')).kind).toBe('wait')
  await expect(one.check(sid, 'broken', 'switch')).rejects.toThrow('no WebAssembly')
  expect(one.state().wrong[sid]).toBeUndefined()
})

test('wrong PINs are reported once: who was meant, what for, how often', async () => {
  const { open, asked, server, clock } = someLane()
  const people = open()
  await people.keepUp()
  await people.check(ada, '0000', 'switch')
  clock.now += 60_000
  await people.check(ada, '0000', 'switch')
  await people.check(sid, '0000', 'line_discount')
  server.refuses['pin-failures'] = new NoAnswer(null)
  await expect(people.keepUp()).rejects.toThrow('did not answer')
  await people.check(ada, '0000', 'unlock')
  delete server.refuses['pin-failures']
  await open().keepUp()
  const reports = asked.filter(({ path }) => path.endsWith('pin-failures')).map(({ call }) => call)
  expect(reports[1]).toEqual(reports[0])
  expect(reports[0]).toMatchObject({
    idempotencyKey: 'report-1',
    body: {
      failures: [
        {
          personId: ada,
          purpose: 'switch',
          count: 2,
          firstAt: new Date(clock.now - 60_000).toISOString(),
          lastAt: new Date(clock.now).toISOString(),
        },
        { personId: sid, purpose: 'line_discount', count: 1 },
      ],
    },
  })
  server.refuses['pin-failures'] = new ApiError(422, 'request/key-reused', 'used')
  await open().keepUp()
  expect(open().state()).toMatchObject({ report: null, unreported: [] })
  expect(asked.at(-1)?.call.body).toMatchObject({ failures: [{ personId: ada, purpose: 'unlock' }] })
})

test('people are fetched when they are an hour old, and a seller who left sells no further', async () => {
  const { open, asked, server, clock } = someLane()
  const people = open()
  await people.keepUp()
  people.putAtTill(everybody[0]!)
  await people.keepUp()
  expect(asked).toHaveLength(1)
  clock.now += 3_600_000
  server.people = everybody.slice(1)
  await people.keepUp()
  expect(asked).toHaveLength(2)
  expect(people.seller().id).toBe(sam)
  expect(people.state().locked).toBe(true)
})

test('[A2] a lane that was shut out forgets the hashes, and so does one whose person signs out', async () => {
  const { open, server, clock, stored } = someLane()
  const people = open()
  await people.keepUp()
  expect([...stored.values()].join()).toContain('hash of')
  await people.check(ada, '0000', 'switch')
  people.forget()
  expect([...stored.values()].join()).not.toContain('hash of')
  expect(people.state()).toMatchObject({ wrong: { [ada]: { count: 1 } }, unreported: [{ personId: ada }] })
  await people.keepUp({ anew: true })
  server.refuses['people'] = new ApiError(403, 'device/revoked', 'shut out')
  clock.now += 3_600_000
  await people.keepUp()
  expect([...stored.values()].join()).not.toContain('hash of')
})

test('waiting doubles from five seconds to a quarter of an hour, whatever the clock does', () => {
  expect([1, 2, 3, 4, 5, 10, 11, 12, 1_000].map(waitAfter)).toEqual([
    0, 0, 5_000, 10_000, 20_000, 640_000, 900_000, 900_000, 900_000,
  ])
  expect(waitLeft({ count: 3, lastAt: 9_000_000 }, 1_000)).toBe(5_000)
  expect(waitLeft(undefined, 0)).toBe(0)
})
