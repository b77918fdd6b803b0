import type { FastifyRequest } from 'fastify'
import { ApiError } from './api-error.ts'
import type { App } from './app-type.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The version of the wire that the caller speaks. */
    wireVersion: number
  }
}

/** The version of whoever names none: the contract's first, which has no word for it. */
const UNNAMED = 1

/**
 * From here on a caller may name, in X-Protocol, the version of the wire that it speaks (C9): one that is too old is
 * answered 426 and reloads; one that is too new was served by a node that is ahead of this one, and asks again.
 */
export function readProtocol(app: App, judge: (version: number) => 'fits' | 'too-old' | 'too-new'): void {
  app.decorateRequest('wireVersion', UNNAMED)
  app.addHook('onRequest', async (request) => {
    const named = request.headers['x-protocol']
    if (named === undefined) return
    request.wireVersion = /^\d{1,6}$/.test(String(named)) ? Number(named) : 0
    refuseUnfit(judge(request.wireVersion))
  })
}

/** Hook: whoever names no version speaks the first, and may go on only while that is understood. */
export function unnamedToo(judge: (version: number) => 'fits' | 'too-old' | 'too-new') {
  return async (request: FastifyRequest): Promise<void> => refuseUnfit(judge(request.wireVersion))
}

function refuseUnfit(fit: 'fits' | 'too-old' | 'too-new'): void {
  if (fit === 'too-old') throw new ApiError('device/too-old')
  if (fit === 'too-new') throw new ApiError('server/too-old', undefined, 1)
}
