import type { FastifyRequest } from 'fastify'
import { ApiError } from './api-error.ts'

/**
 * Hook of the routes that the refresh cookie opens: a browser that says that another site's page asked is refused. The
 * cookie is SameSite=Strict, which leaves the pages of sibling names, as blog.example.com is to shop.example.com. Who
 * says nothing is no browser of this decade.
 *
 * @throws ApiError auth/other-site
 */
export async function ownPagesOnly({ headers }: FastifyRequest): Promise<void> {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new ApiError('auth/other-site')
}
