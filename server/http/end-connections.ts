import type { App } from './app-type.ts'

/**
 * Lets the process stop as soon as its requests are answered: a browser keeps its connection open after an answer
 * for as long as it may, and the server would wait for it.
 */
export function endConnections(app: App): void {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })
}
