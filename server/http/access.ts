import type { Kysely } from 'kysely'
import { LRUCache } from 'lru-cache'
import type { SessionUser } from '../../shared/access/session.ts'
import type { Schema } from '../database/schema.ts'
import type { Deps } from '../deps.ts'
import { accessCache } from './access-cache.ts'
import { accessTokens } from './access-token.ts'
import { ApiError } from './api-error.ts'
import type { Caller, CallerDevice } from './caller.ts'

export type Access = {
  /** A new access token. */
  sign(caller: Caller): string
  /**
   * Who a token speaks for, confirmed by the database: the role and branch found there win over the token's (A2).
   * `expiresAt` in milliseconds since 1970.
   *
   * @throws ApiError auth/token-invalid, auth/token-expired, auth/refresh-invalid, auth/user-disabled
   */
  byToken(token: string): Promise<{ caller: Caller; expiresAt: number }>
  /**
   * The lane that a caller works at, and a note that they did (A3).
   *
   * @throws ApiError device/unknown, device/revoked, access/branch
   */
  deviceOf(caller: Caller, deviceId: string): Promise<CallerDevice>
  /** The person behind a caller, as they are now. */
  personOf(caller: Caller): Promise<SessionUser>
  close(): void
}

/** A login and its person as the database has them now. */
export type KnownSession = Omit<SessionUser, 'id' | 'tenantId'> & {
  userId: string
  disabledAt: Date | null
  endedAt: Date | null
  expiresAt: Date
}

/** A lane as the database has it now. */
export type KnownLane = CallerDevice & { revokedAt: Date | null }

/** Whom to ask: the rooms that own people and lanes. Handed in, since those rooms stand on this one. */
export type Registers = {
  sessionById(db: Kysely<Schema>, tenantId: string, id: string): Promise<KnownSession | undefined>
  laneById(db: Kysely<Schema>, tenantId: string, id: string): Promise<KnownLane | undefined>
  notePeople(
    db: Kysely<Schema>,
    tenantId: string,
    deviceId: string,
    userIds: readonly string[],
    since: Date,
  ): Promise<void>
}

/** What this process knows of who may do what; see `access-cache.ts` for how long it may believe it. */
export function openAccess(deps: Deps, { sessionById, laneById, notePeople }: Registers): Access {
  const { database, news, now } = deps
  const tokens = accessTokens(deps.secret, now)
  const sessions = accessCache<KnownSession>(news, now, (session) => [session.userId])
  const lanes = accessCache<KnownLane>(news, now)
  const noted = new LRUCache<string, true>({ max: 50_000 })
  // A connection that was lost may mean another database: what was noted there may be missing here.
  const leave = news.onGap(() => noted.clear())

  const sessionOf = async (tenantId: string, sessionId: string): Promise<KnownSession> => {
    const load = () => sessionById(database.tenant(tenantId), tenantId, sessionId)
    const session = await sessions.get(tenantId, sessionId, load)
    if (!session) throw new ApiError('auth/token-invalid')
    if (session.disabledAt) throw new ApiError('auth/user-disabled')
    if (session.endedAt || session.expiresAt.getTime() <= now()) throw new ApiError('auth/refresh-invalid')
    return session
  }

  const note = async (caller: Caller, deviceId: string): Promise<void> => {
    const { tenantId, userId } = caller
    const key = `${tenantId}:${deviceId}:${userId}`
    if (noted.has(key)) return
    await notePeople(database.tenant(tenantId), tenantId, deviceId, [userId], new Date(now()))
    noted.set(key, true)
  }

  return {
    sign: tokens.sign,
    async byToken(token) {
      const { caller: claimed, expiresAt } = tokens.read(token)
      const session = await sessionOf(claimed.tenantId, claimed.sessionId)
      if (session.userId !== claimed.userId) throw new ApiError('auth/token-invalid')
      return { caller: { ...claimed, role: session.role, branchId: session.branchId }, expiresAt }
    },
    async deviceOf(caller, deviceId) {
      const load = () => laneById(database.tenant(caller.tenantId), caller.tenantId, deviceId)
      const lane = await lanes.get(caller.tenantId, deviceId, load)
      if (!lane) throw new ApiError('device/unknown')
      if (lane.revokedAt) throw new ApiError('device/revoked')
      if (caller.role === 'STAFF' && caller.branchId !== lane.branchId) throw new ApiError('access/branch')
      await note(caller, deviceId)
      return { id: lane.id, branchId: lane.branchId, code: lane.code }
    },
    async personOf(caller) {
      const { userId: id, name, email, role, branchId } = await sessionOf(caller.tenantId, caller.sessionId)
      return { id, name, email, role, branchId, tenantId: caller.tenantId }
    },
    close() {
      leave()
      sessions.close()
      lanes.close()
    },
  }
}
