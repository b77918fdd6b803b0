import swagger from '@fastify/swagger'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import type { RouteOptions } from 'fastify'
import type { App } from './app-type.ts'
import { lane } from './authenticate.ts'

/** Gathers the routes' schemas; to be called before any route is added. */
export async function gatherOpenApi(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'OmniSync',
        version: '1',
        description: 'Tills, dashboard and sync engine: wire contract v1.',
      },
      components: {
        securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      },
      security: [{ token: [] }],
    },
    transform: ({ schema, url, route, ...rest }) => {
      const transformed = jsonSchemaTransform({ schema, url, route, ...rest })
      return { ...transformed, schema: { ...transformed.schema, ...headersOf(route) } }
    },
  })
}

const deviceId = {
  type: 'string',
  format: 'uuid',
  description: 'The lane that asks (`POST /devices`); who stands at none leaves it out.',
}
const protocol = {
  type: 'integer',
  minimum: 1,
  default: 1,
  description:
    'The version of the wire that the caller speaks. The two before the newest are understood; an older one is answered 426.',
}
const idempotencyKey = {
  type: 'string',
  minLength: 1,
  maxLength: 200,
  pattern: '^[\\x21-\\x7e]+$',
  description:
    'One name for one command: a repeat gets the first answer, and the same key with another body is refused with 422.',
}

/** The headers that a route reads itself, without a schema: its hooks answer what is wrong with them. */
function headersOf({ onRequest, config }: RouteOptions): { headers?: object } {
  const properties = {
    ...([onRequest].flat().includes(lane as never)
      ? { 'X-Device-Id': deviceId, 'X-Protocol': protocol }
      : {}),
    ...(config?.isKeyed ? { 'Idempotency-Key': idempotencyKey } : {}),
  }
  if (Object.keys(properties).length === 0) return {}
  return { headers: { type: 'object', properties, required: config?.isKeyed ? ['Idempotency-Key'] : [] } }
}

/** GET /openapi.json */
export async function openApiRoutes(app: App): Promise<void> {
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}
