import { hkdfSync } from 'node:crypto'
import { createSigner, createVerifier } from 'fast-jwt'
import { z } from 'zod'
import { Role } from '../../shared/access/roles.ts'
import { ApiError } from './api-error.ts'
import type { Caller } from './caller.ts'

/** Seconds that an access token is good for. */
export const ACCESS_TOKEN_LIFE = 900

const Claims = z.object({
  tenantId: z.string(),
  userId: z.string(),
  role: Role,
  branchId: z.nullable(z.string()),
  sessionId: z.string(),
  exp: z.int(),
})

export type AccessTokens = {
  sign(caller: Caller): string
  /**
   * Who the token speaks for, and until when, in milliseconds since 1970.
   * @throws ApiError auth/token-invalid or auth/token-expired
   */
  read(token: string): { caller: Caller; expiresAt: number }
}

/**
 * Access tokens: JWT, HS256, good for 15 minutes by the clock given. The key is derived, so that nothing else that
 * the secret signs can pass for a token.
 */
export function accessTokens(secret: string, now: () => number): AccessTokens {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'access-token-v1', 32))
  const sign = createSigner({ key, algorithm: 'HS256', noTimestamp: true })
  // The library would look at the machine's clock; ours comes through the door.
  const verify = createVerifier({ key, algorithms: ['HS256'], ignoreExpiration: true })
  return {
    sign(caller) {
      const iat = Math.floor(now() / 1000)
      return sign({ ...caller, iat, exp: iat + ACCESS_TOKEN_LIFE })
    },
    read(token) {
      const { exp, ...caller } = parse(verify, token)
      const expiresAt = exp * 1000
      if (expiresAt <= now()) throw new ApiError('auth/token-expired')
      return { caller, expiresAt }
    },
  }
}

function parse(verify: (token: string) => unknown, token: string): z.infer<typeof Claims> {
  // Ours have some 400 characters.
  if (token.length > 4_000) throw new ApiError('auth/token-invalid')
  try {
    return Claims.parse(verify(token))
  } catch {
    throw new ApiError('auth/token-invalid')
  }
}
