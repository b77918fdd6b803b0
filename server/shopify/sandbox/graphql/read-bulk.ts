import { Kind, getNamedType, getOperationAST, parse } from 'graphql'
import type { GraphQLNamedType, GraphQLField, SelectionSetNode } from 'graphql'
import type { ReadBulk } from '../acts/run-bulk.ts'
import type { World } from '../world.ts'
import { bulkProblems } from './bulk-query.ts'
import type { Asked } from './cost.ts'
import { askedOf, execute } from './run-request.ts'

/**
 * Answers a bulk query as of now: a line for each node, what hangs on it in lines of their own that name it by
 * `__parentId`.
 *
 * @throws Error where the query fails on a record
 */
export function readBulk(world: World): ReadBulk {
  return ({ query }) => {
    const document = parse(query)
    const operation = getOperationAST(document)!
    const asked = askedOf(document, operation, {})
    const context = { world, everything: true, origin: '', warnings: [], bulkProblems }
    const { data, errors } = execute(document, asked, {}, context)
    if (errors !== undefined) throw new Error(errors[0]!.message)
    const lines: Record<string, unknown>[] = []
    const root = asked.schema.getQueryType()!
    const { children } = apart(asked, root, operation.selectionSet, data as Record<string, unknown>)
    for (const child of children) write(asked, child, null, lines)
    return {
      jsonl: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
      objectCount: lines.length,
      rootObjectCount: lines.filter((line) => line.__parentId === undefined).length,
    }
  }
}

/** A connection that hangs on a record: its nodes, and how they are to be read. */
type Child = { type: GraphQLNamedType; set: SelectionSetNode; nodes: Record<string, unknown>[] }

function write(
  asked: Asked,
  { type, set, nodes }: Child,
  parentId: unknown,
  lines: Record<string, unknown>[],
): void {
  for (const node of nodes) {
    const { own, children } = apart(asked, type, set, node)
    lines.push(parentId === null ? own : { ...own, __parentId: parentId })
    for (const child of children) write(asked, child, node.id, lines)
  }
}

/** A record without its connections, and those, wherever in it they are. */
function apart(
  asked: Asked,
  type: GraphQLNamedType,
  set: SelectionSetNode,
  value: Record<string, unknown>,
): { own: Record<string, unknown>; children: Child[] } {
  const own: Record<string, unknown> = {}
  const children: Child[] = []
  for (const one of set.selections) {
    if (one.kind !== Kind.FIELD) {
      const fragment = one.kind === Kind.FRAGMENT_SPREAD ? asked.fragments.get(one.name.value)! : one
      const condition = fragment.typeCondition?.name.value
      const narrowed = condition === undefined ? type : asked.schema.getType(condition)!
      const inner = apart(asked, narrowed, fragment.selectionSet, value)
      Object.assign(own, inner.own)
      children.push(...inner.children)
      continue
    }
    const key = one.alias?.value ?? one.name.value
    if (!(key in value)) continue
    const found = value[key]
    const fieldType = typeOf(type, one.name.value)
    if (one.selectionSet === undefined || fieldType === undefined || found === null || Array.isArray(found)) {
      own[key] = found
      continue
    }
    if (fieldType.name.endsWith('Connection')) {
      children.push(...nodesOf(fieldType, one.selectionSet, found as Record<string, unknown>))
      continue
    }
    const inner = apart(asked, fieldType, one.selectionSet, found as Record<string, unknown>)
    own[key] = inner.own
    children.push(...inner.children)
  }
  return { own, children }
}

/** The nodes of a connection that was asked for as `edges { node { … } }`. */
function nodesOf(type: GraphQLNamedType, set: SelectionSetNode, value: Record<string, unknown>): Child[] {
  const nodeType = typeOf(typeOf(type, 'edges')!, 'node')!
  return set.selections.flatMap((edges) => {
    if (edges.kind !== Kind.FIELD || edges.name.value !== 'edges') return []
    const list = value[edges.alias?.value ?? 'edges'] as Record<string, Record<string, unknown>>[]
    return (edges.selectionSet?.selections ?? []).flatMap((node) =>
      node.kind === Kind.FIELD && node.name.value === 'node' && node.selectionSet
        ? [
            {
              type: nodeType,
              set: node.selectionSet,
              nodes: list.map((edge) => edge[node.alias?.value ?? 'node']!),
            },
          ]
        : [],
    )
  })
}

function typeOf(type: GraphQLNamedType, field: string): GraphQLNamedType | undefined {
  if (!('getFields' in type)) return undefined
  const found = (type.getFields() as Record<string, GraphQLField<unknown, unknown>>)[field]
  return found === undefined ? undefined : getNamedType(found.type)
}
