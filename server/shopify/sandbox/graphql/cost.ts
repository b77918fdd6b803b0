import { Kind, getNamedType, isAbstractType, isCompositeType, isLeafType } from 'graphql'
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql'

/** A request, as far as its cost goes: what it asks for and with which variables. */
export type Asked = {
  schema: GraphQLSchema
  operation: OperationDefinitionNode
  fragments: ReadonlyMap<string, FragmentDefinitionNode>
  variables: Readonly<Record<string, unknown>>
}

/** What a query costs that answers as much as it may: the figure that the bucket is asked for. */
export function requestedCost(asked: Asked): number {
  return costOf(asked, rootOf(asked), [asked.operation.selectionSet], ANYTHING)
}

/** What a query cost by what it answered. What was requested beyond that is given back. */
export function actualCost(asked: Asked, data: unknown): number {
  return Math.floor(costOf(asked, rootOf(asked), [asked.operation.selectionSet], data ?? {}))
}

const MUTATION = 10
const COUNT = 10
const CONNECTION = 2
/** Sums of money and the like come with the object that has them. */
const FREE = new Set(['MoneyBag', 'MoneyV2', 'OrderCancellation', 'PageInfo'])

/** Stands for an answer that is not known yet. */
const ANYTHING = Symbol('anything')

type Fields = Map<string, FieldNode[]>

function costOf(
  asked: Asked,
  type: GraphQLNamedType,
  sets: readonly SelectionSetNode[],
  value: unknown,
): number {
  const { always, conditional } = fieldsOf(asked, type, sets)
  const sum = (parent: GraphQLNamedType, fields: Fields): number =>
    [...fields].reduce((total, [key, nodes]) => total + fieldCost(asked, parent, nodes, at(value, key)), 0)
  const dearest = Math.max(
    0,
    ...[...conditional].map(([name, fields]) => sum(asked.schema.getType(name)!, fields)),
  )
  return sum(type, always) + dearest
}

function fieldCost(asked: Asked, parent: GraphQLNamedType, nodes: FieldNode[], value: unknown): number {
  const name = nodes[0]!.name.value
  const field = 'getFields' in parent ? (parent.getFields() as FieldMap)[name] : undefined
  if (field === undefined) return 0
  const type = getNamedType(field.type)
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
  if (parent === asked.schema.getMutationType()) return MUTATION + payloadCost(asked, type, sets, value)
  if (isLeafType(type) || FREE.has(type.name) || value === undefined || value === null) return 0
  if (type.name === 'Count') return COUNT
  if (type.name.endsWith('Connection')) return connectionCost(asked, type, nodes[0]!, sets, value)
  // Of which type an answer is Shopify does not look at: it is paid for as it was asked.
  return 1 + mostOf(asked, type, sets, isAbstractType(type) ? ANYTHING : value)
}

type FieldMap = Record<string, GraphQLField<unknown, unknown>>

/** What a mutation answers directly comes with the mutation; what hangs on it is paid for. */
function payloadCost(asked: Asked, type: GraphQLNamedType, sets: SelectionSetNode[], value: unknown): number {
  if (value === undefined || value === null) return 0
  const fields = 'getFields' in type ? (type.getFields() as FieldMap) : {}
  return [...fieldsOf(asked, type, sets).always].reduce((total, [key, nodes]) => {
    const field = fields[nodes[0]!.name.value]
    const inner = at(value, key)
    if (field === undefined || inner === undefined || inner === null) return total
    const named = getNamedType(field.type)
    if (!isCompositeType(named)) return total
    const cost = fieldCost(asked, type, nodes, inner)
    const isFree = named.name === 'Count' || named.name.endsWith('Connection') || FREE.has(named.name)
    return total + (isFree ? cost : cost - 1)
  }, 0)
}

function connectionCost(
  asked: Asked,
  type: GraphQLNamedType,
  node: FieldNode,
  sets: SelectionSetNode[],
  value: unknown,
): number {
  const fields = (type as unknown as { getFields: () => FieldMap }).getFields()
  const nodeType = getNamedType(fields.nodes!.type)
  const edgeType = getNamedType(fields.edges!.type)
  const chosen = fieldsOf(asked, type, sets).always
  const nodeSets: SelectionSetNode[] = []
  const keys: { list: string; inner: string | null }[] = []
  for (const [key, nodes] of chosen) {
    const inner = nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
    if (nodes[0]!.name.value === 'nodes') {
      nodeSets.push(...inner)
      keys.push({ list: key, inner: null })
    }
    if (nodes[0]!.name.value !== 'edges') continue
    for (const [innerKey, found] of fieldsOf(asked, edgeType, inner).always) {
      if (found[0]!.name.value !== 'node') continue
      nodeSets.push(...found.flatMap(({ selectionSet }) => selectionSet ?? []))
      keys.push({ list: key, inner: innerKey })
    }
  }
  if (keys.length === 0) return CONNECTION
  const most = Math.max(1, Math.floor(2 * Math.log(pageSize(asked, node))))
  if (value === ANYTHING)
    return CONNECTION + Math.floor(most * (1 + costOf(asked, nodeType, nodeSets, ANYTHING)))
  const found = answered(value, keys)
  if (found.length === 0) return CONNECTION
  const sum = found.reduce<number>((total, one) => total + 1 + costOf(asked, nodeType, nodeSets, one), 0)
  // A full page costs no more than was asked for it.
  const factor = Math.min(most, Math.max(1, 2 * Math.log(found.length)))
  return CONNECTION + factor * (sum / found.length)
}

/** The nodes that a connection answered; where they were asked for as nodes and as edges, both put together. */
function answered(value: unknown, keys: { list: string; inner: string | null }[]): unknown[] {
  const lists = keys.map(({ list, inner }) => {
    const found = at(value, list)
    if (!Array.isArray(found)) return []
    return inner === null ? found : found.map((edge) => at(edge, inner))
  })
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from(
    { length: longest },
    (_, index) => Object.assign({}, ...lists.map((list) => list[index] as object | undefined)) as unknown,
  )
}

function mostOf(asked: Asked, type: GraphQLNamedType, sets: SelectionSetNode[], value: unknown): number {
  if (!Array.isArray(value)) return costOf(asked, type, sets, value)
  return Math.max(0, ...value.filter((one) => one !== null).map((one) => mostOf(asked, type, sets, one)))
}

function pageSize(asked: Asked, node: FieldNode): number {
  const size = argument(asked, node, 'first') ?? argument(asked, node, 'last')
  return typeof size === 'number' && size > 0 ? size : 1
}

function argument({ variables }: Asked, node: FieldNode, name: string): unknown {
  const value = node.arguments?.find((one) => one.name.value === name)?.value
  if (value === undefined) return undefined
  if (value.kind === Kind.VARIABLE) return variables[value.name.value]
  if (value.kind === Kind.INT) return Number(value.value)
  return undefined
}

/** The fields that are chosen of a type, and those that are only on some of the types it may be. */
function fieldsOf(
  asked: Asked,
  type: GraphQLNamedType,
  sets: readonly SelectionSetNode[],
): { always: Fields; conditional: Map<string, Fields> } {
  const always: Fields = new Map()
  const conditional = new Map<string, Fields>()
  const collect = (set: SelectionSetNode, into: Fields): void => {
    for (const one of set.selections) {
      if (isLeftOut(asked, one)) continue
      if (one.kind === Kind.FIELD) {
        const key = one.alias?.value ?? one.name.value
        into.set(key, [...(into.get(key) ?? []), one])
        continue
      }
      const fragment = one.kind === Kind.FRAGMENT_SPREAD ? asked.fragments.get(one.name.value)! : one
      const condition = fragment.typeCondition?.name.value ?? type.name
      const narrows = isAbstractType(type) && condition !== type.name
      if (narrows && !conditional.has(condition)) conditional.set(condition, new Map())
      collect(fragment.selectionSet, narrows ? conditional.get(condition)! : into)
    }
  }
  for (const set of sets) collect(set, always)
  return { always, conditional }
}

function isLeftOut(asked: Asked, node: SelectionSetNode['selections'][number]): boolean {
  return (node.directives ?? []).some(({ name, arguments: given }) => {
    if (name.value !== 'skip' && name.value !== 'include') return false
    const value = given?.[0]?.value
    const condition =
      value?.kind === Kind.VARIABLE
        ? asked.variables[value.name.value] === true
        : value?.kind === Kind.BOOLEAN && value.value
    return name.value === 'skip' ? condition : !condition
  })
}

function rootOf({ schema, operation }: Asked): GraphQLNamedType {
  return schema.getRootType(operation.operation)!
}

function at(value: unknown, key: string): unknown {
  if (value === ANYTHING) return ANYTHING
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
}
