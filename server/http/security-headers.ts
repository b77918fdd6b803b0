import helmet from '@fastify/helmet'
import type { App } from './app-type.ts'

/**
 * What a browser may do with what we serve: scripts, workers and connections of our own origin only, no frames, no
 * plugins. Cameras and printers are asked for by our own pages alone.
 *
 * @param tls whether browsers reach us over TLS only
 */
export async function addSecurityHeaders(app: App, tls: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // WebAssembly checks PINs at the lane, where the network may be away; it is no eval of text.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'"],
        // Pictures of products lie wherever their shop keeps them, most at Shopify's; no referrer goes with the question.
        imgSrc: ["'self'", 'data:', 'blob:', 'https:'],
        // The stream as well: to browsers of this decade a WebSocket of our own origin is 'self'.
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    // Without TLS, as on a shop's own machine, the promise would lock its browsers out.
    strictTransportSecurity: tls ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  })
  app.addHook('onSend', async (request, reply) => {
    reply.header(
      'permissions-policy',
      'camera=(self), usb=(self), serial=(self), microphone=(), geolocation=()',
    )
    reply.header('x-request-id', request.id)
    // Answers of the API are somebody's own; no proxy or browser may keep them.
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store')
  })
}
