import { z } from 'zod'
import { Device as Registered, LoginAnswer, SessionUser } from '../../shared/access/session.ts'
import type { Branch } from '../../shared/branches/branch.ts'
import { isOpen } from '../../shared/branches/is-open.ts'
import type { Device, Lane, ShopSession, Tokens } from '../database/shop.ts'
import { ApiError, callApi } from './api.ts'
import type { LaneMemory } from './lane-memory.ts'

type OwnLane = Lane & { tenantId: string }

/**
 * Who is signed in and where they stand; kept in this browser, so that the till reopens without the network. `aside` are
 * the lanes that this browser also is, for people of their branches: what is unsent there must be found again.
 */
export type Kept = { user: SessionUser | null; lane: OwnLane | null; aside?: OwnLane[] | undefined }

const LaneSchema = z.object({
  deviceId: z.string(),
  code: z.string(),
  name: z.string(),
  branchId: z.string(),
  branchCode: z.string(),
  tenantId: z.string(),
  former: z.optional(z.array(z.object({ code: z.string(), until: z.string() }))),
})

const KeptSchema = z.object({
  user: z.nullable(SessionUser),
  lane: z.nullable(LaneSchema),
  aside: z.optional(z.array(LaneSchema)),
})

const keptKey = 'omnisync.session'
const registeringKey = 'omnisync.registering'

type Parts = Pick<Device, 'now' | 'newId'> & { memory: LaneMemory }

const nobody: Kept = { user: null, lane: null }

/**
 * The person at this browser and its lane. The access token is never stored; a reload gets a new one by the refresh
 * cookie. An expired or refused token never closes the till (A/7): only signing out forgets the person.
 */
export function createAccount({ memory, now, newId }: Parts) {
  let kept = nobody
  let fault: string | null = null
  let token: string | null = null
  const listeners = new Set<() => void>()
  let hearEnded: () => void = () => {}

  function become(next: Kept) {
    kept = next
    for (const listener of listeners) listener()
  }

  /** On the disk first: a lane that sells before it is known there may be forgotten, and its sales with it (C6). */
  async function keep(next: Kept) {
    memory.setItem(keptKey, JSON.stringify(next))
    await memory.kept()
    become(next)
  }

  /** A full disk must not keep anybody from signing in to send what fills it: who it was is asked again at the next start. */
  async function keepWhoever(next: Kept) {
    await keep(next).catch(() => become(next))
  }

  const tokens: Tokens = {
    current: () => token,
    refresh: () =>
      // One tab at a time: the cookie rotates, and using the old one twice would close the session.
      locked('omnisync.refresh', async () => {
        try {
          const answer = LoginAnswer.parse(await callApi('/auth/refresh', { method: 'POST', body: {} }))
          // Another tab may have signed somebody else in: their session is not this till's.
          if (kept.user && answer.user.id !== kept.user.id) return null
          token = answer.accessToken
          return token
        } catch (error) {
          if (error instanceof ApiError && error.status === 401) return null
          throw error
        }
      }),
  }

  /** Calls with the token, and once more with a fresh one where it had expired. */
  async function callAs(path: string, call: Parameters<typeof callApi>[1] = {}): Promise<unknown> {
    const current = token ?? (await tokens.refresh())
    try {
      return await callApi(path, { ...call, token: current })
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) throw error
      const fresh = await tokens.refresh()
      if (!fresh) {
        hearEnded()
        throw error
      }
      return await callApi(path, { ...call, token: fresh })
    }
  }

  return {
    /** Looks who is here; what another tab changes is seen from then on. Never throws: see `fault`. */
    async begin(): Promise<void> {
      try {
        await memory.open()
        kept = read(memory)
      } catch (error) {
        // Nobody is asked to sign in then: it would make another lane of this one.
        fault = error instanceof Error ? error.message : String(error)
      }
      memory.follow((key) => {
        if (key !== keptKey) return
        const before = kept.user?.id
        const next = read(memory)
        // The session of somebody else is not this one's; theirs comes by the cookie that the tabs share.
        if (next.user?.id !== before) token = null
        become(next)
      })
    },
    /** Why it cannot be known who is here; null where it is. */
    fault: () => fault,
    state: () => kept,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    tokens,
    callAs,
    /** Calls back, and nobody who asked before, whenever a call finds that the session has ended. */
    whenEnded(hear: () => void) {
      hearEnded = hear
    },

    /**
     * @param makeWay what is done before they are in; where it throws they are not, and all stays as it was
     * @throws ApiError `auth/bad-credentials` and others, NoAnswer, and what `makeWay` throws
     */
    async logIn(
      email: string,
      password: string,
      makeWay: (next: Kept) => Promise<void> = async () => {},
    ): Promise<SessionUser> {
      const { user, accessToken } = LoginAnswer.parse(
        await callApi('/auth/login', { method: 'POST', body: { email, password } }),
      )
      const next = { user, ...lanesFor(user, kept) }
      try {
        await makeWay(next)
      } catch (error) {
        // The cookie of somebody who was not let in is not left behind.
        await callApi('/auth/logout', { method: 'POST', body: {} }).catch(() => null)
        throw error
      }
      token = accessToken
      await keepWhoever(next)
      return user
    },

    /**
     * Makes this browser a lane of the branch. A lost answer is no second lane: the id is kept until one arrives.
     *
     * @throws ApiError, NoAnswer, and what the disk says where it cannot keep which lane this is
     */
    async openLane(branch: Pick<Branch, 'id' | 'code'>, name: string): Promise<void> {
      if (!kept.user) throw new Error('nobody is signed in')
      const id = await registeringId(memory, branch.id, newId)
      const device = Registered.parse(
        await callAs('/devices', { method: 'POST', body: { id, name, branchId: branch.id } }),
      )
      const { tenantId } = kept.user
      await keep({
        ...kept,
        lane: {
          deviceId: device.id,
          code: device.code,
          name: device.name,
          branchId: device.branchId,
          branchCode: branch.code,
          tenantId,
        },
      })
      memory.removeItem(registeringKey)
    },

    /** Takes over what an admin calls this lane; another lane's name is none of ours. */
    async nameLane(deviceId: string, name: string): Promise<void> {
      const { lane } = kept
      if (lane?.deviceId === deviceId && lane.name !== name) await keep({ ...kept, lane: { ...lane, name } })
    },

    /**
     * The code that the server knows a lane by. Where that is another than its receipts bear, a restore has let somebody
     * else have that one: the lane is opened anew under its new code, and numbers its next receipts by it (E3).
     *
     * @throws what the disk says where it cannot keep it; the lane is as it was then
     */
    async takeCode(deviceId: string, code: string): Promise<void> {
      const { lane } = kept
      if (lane?.deviceId !== deviceId || lane.code === code) return
      const until = new Date(now()).toISOString()
      await keep({
        ...kept,
        lane: { ...lane, code, former: [...(lane.former ?? []), { code: lane.code, until }] },
      })
    },

    /** The branches that this person may open a lane in, by code. */
    async branches(): Promise<Branch[]> {
      const answer = await callAs('/replication/branches/pull?limit=5000')
      const page = z
        .object({ documents: z.array(z.custom<Branch>((one) => typeof one === 'object')) })
        .parse(answer)
      const { user } = kept
      return page.documents
        .filter(
          (branch) => !branch._deleted && isOpen(branch) && (!user?.branchId || user.branchId === branch.id),
        )
        .toSorted((a, b) => a.code.localeCompare(b.code))
    },

    /** Forgets the person; the lane stays registered for the next one. Works offline too. */
    async signOut(): Promise<void> {
      token = null
      await keepWhoever({ ...kept, user: null })
      await callApi('/auth/logout', { method: 'POST', body: {} }).catch(() => null)
    },
  }
}

/** What the data layer needs of an account; null while nobody is signed in. */
export function sessionOf({ user, lane }: Kept): ShopSession | null {
  if (!user) return null
  if (user.role === 'SUPPORT' || !lane) return { user, lane: null, server: '' }
  const { tenantId: _tenantId, ...own } = lane
  return { user, lane: own, server: '' }
}

/** A lane stays a lane when people change, unless it is not theirs to stand at: then it waits for those whose it is. */
function lanesFor(user: SessionUser, { lane, aside = [] }: Kept): Pick<Kept, 'lane' | 'aside'> {
  const all = lane ? [lane, ...aside] : aside
  const theirs = all.find(
    ({ tenantId, branchId }) =>
      tenantId === user.tenantId && (user.branchId === null || user.branchId === branchId),
  )
  return { lane: theirs ?? null, aside: all.filter((one) => one !== theirs) }
}

function read(memory: LaneMemory): Kept {
  try {
    const parsed = KeptSchema.safeParse(JSON.parse(memory.getItem(keptKey) ?? 'null'))
    return parsed.success ? parsed.data : nobody
  } catch {
    return nobody
  }
}

async function registeringId(memory: LaneMemory, branchId: string, newId: () => string): Promise<string> {
  const [knownBranch, knownId] = (memory.getItem(registeringKey) ?? '').split(' ')
  if (knownBranch === branchId && knownId) return knownId
  const id = newId()
  memory.setItem(registeringKey, `${branchId} ${id}`)
  await memory.kept()
  return id
}

async function locked<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  return 'locks' in navigator ? await navigator.locks.request(name, work) : await work()
}
