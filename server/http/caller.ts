import 'fastify'
import type { Role } from '../../shared/access/roles.ts'
import type { ErrorCode } from '../../shared/errors.ts'

/** Who is asking, as the access token says and the database still confirms (A1, A2). */
export type Caller = {
  tenantId: string
  userId: string
  role: Role
  branchId: string | null
  sessionId: string
}

/** A registered lane, as the X-Device-Id header names it. */
export type CallerDevice = { id: string; branchId: string; code: string }

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `authenticate`; routes without it must not read it. */
    caller: Caller
    /** Set by `lane`, where one was named. */
    device: CallerDevice | null
    /** The code of the error that was answered; null where there was none. */
    refusal: ErrorCode | null
  }
}
