import { z } from 'zod'
import type { CallFault } from '../api/shop-api.ts'
import type { Shop } from '../connection/connection.ts'
import { MORE_VARIANTS } from './operations.ts'

const Variants = z.object({
  nodes: z.array(z.unknown()),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.nullable(z.string()) }),
})
const WithVariants = z.looseObject({ id: z.string(), variants: Variants })

/** A product's node, and the nodes of all its variants. */
export type Nodes = { node: unknown; variants: unknown[] }

export type NodesRead = { kind: 'read'; nodes: Nodes } | { kind: 'failed'; fault: CallFault }

/** Asks for the variants of a product that did not come with it. A node that is no product comes back as it is. */
export async function withAllVariants(
  { api, signal }: Pick<Shop, 'api' | 'signal'>,
  node: unknown,
): Promise<NodesRead> {
  const parsed = WithVariants.safeParse(node)
  if (!parsed.success) return { kind: 'read', nodes: { node, variants: [] } }
  const { id, variants: first, ...product } = parsed.data
  const variants = [...first.nodes]
  for (let { pageInfo } = first; pageInfo.hasNextPage;) {
    const answer = await api.ask(MORE_VARIANTS, { id, after: pageInfo.endCursor }, signal)
    if (answer.kind === 'failed') return answer
    const more = WithVariants.safeParse(answer.data['product'])
    // It was deleted meanwhile, which a webhook tells or has told.
    if (!more.success) break
    variants.push(...more.data.variants.nodes)
    ;({ pageInfo } = more.data.variants)
  }
  return { kind: 'read', nodes: { node: { id, ...product }, variants } }
}
