import { sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyRequest } from 'fastify'
import type { App } from './app-type.ts'
import { answerUnknownRoute } from './answer-errors.ts'

/**
 * Serves the built client. Files under assets/ carry a hash in their name and are kept for ever; the shell and the
 * service worker are asked for again each time, so that a new version is noticed. Every page that is no file is the
 * shell.
 */
export async function serveClient(app: App, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    // Written beside the files by the build where it does so.
    preCompressed: true,
    cacheControl: false,
    schemaHide: true,
    setHeaders: (reply, path) => {
      const hashed = path.includes(`${sep}assets${sep}`)
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.setNotFoundHandler((request, reply) =>
    isPage(request) ? reply.sendFile('index.html') : answerUnknownRoute(request, reply),
  )
}

/** A file that is missing must stay missing: a shell in its place would be kept by the browser as a script. */
function isPage(request: FastifyRequest): boolean {
  const path = request.url.split('?')[0] ?? '/'
  const wantsPage = request.headers.accept?.includes('text/html') === true
  return (request.method === 'GET' || request.method === 'HEAD') && wantsPage && !/^\/api\/|\.\w+$/.test(path)
}
