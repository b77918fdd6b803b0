import type { App } from './app-type.ts'

/** Whether this process is about to stop: it answers as ever, and asks to be sent nothing new. */
export type Leaving = { isLeaving(): boolean; begin(): void }

declare module 'fastify' {
  interface FastifyInstance {
    leaving: Leaving
  }
}

/**
 * Lets the process leave without anybody noticing. From `begin` on `/readyz` says no, so that a proxy sends its
 * requests elsewhere, and each answer ends its connection: a browser or a proxy would keep it open for as long as it
 * may, the server would wait for it, and a request that comes on it just when it is closed would be lost.
 */
export function openLeaving(app: App): void {
  let leaving = false
  const begin = (): void => {
    leaving = true
  }
  app.decorate('leaving', { isLeaving: () => leaving, begin })
  app.addHook('preClose', async () => begin())
  app.addHook('onSend', async (_request, reply) => {
    if (leaving) reply.header('connection', 'close')
  })
}
