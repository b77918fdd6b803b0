import {
  Kind,
  TypeInfo,
  getNamedType,
  isListType,
  getNullableType,
  parse,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { DocumentNode, FieldNode, GraphQLError } from 'graphql'
import { syntaxError } from './request-errors.ts'
import { playedSchema } from './schema.ts'

const MOST_CONNECTIONS = 5
const MOST_DEPTH = 2

/** What is wrong with a query that a file is to answer, in Shopify's words; nothing where it will do. */
export function bulkProblems(query: string): string[] {
  const schema = playedSchema()
  let document: DocumentNode
  try {
    document = parse(query)
  } catch (error) {
    return [`Invalid bulk query: ${syntaxError(error as GraphQLError).message.replace(/ at \[.*$/, '')}`]
  }
  const [operation] = document.definitions
  if (operation?.kind !== Kind.OPERATION_DEFINITION || operation.operation !== 'query')
    return ['Invalid operation type. Only `query` operations are supported.']
  const [wrong] = validate(schema, document)
  if (wrong !== undefined) return [`Invalid bulk query: ${wrong.message}`]
  const found = lookAt(document)
  const problems: string[] = []
  for (const one of operation.selectionSet.selections)
    if (one.kind === Kind.FIELD && ['node', 'nodes'].includes(one.name.value))
      problems.push(`Bulk queries cannot contain a top level \`${one.name.value}\` field.`)
  if (found.connections.length === 0) problems.push('Bulk queries must contain at least one connection.')
  if (found.connections.length > MOST_CONNECTIONS)
    problems.push(`Bulk queries cannot contain more than ${MOST_CONNECTIONS} connections.`)
  if (found.depth > MOST_DEPTH)
    problems.push(`Bulk queries cannot contain connections with a nesting depth greater than ${MOST_DEPTH}.`)
  if (found.byNodes.length > 0)
    problems.push(
      `All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: '${found.byNodes[0]} { edges { node {'. Selecting via 'nodes' is not supported. Invalid connection fields: '${found.byNodes.join("', '")}'.`,
    )
  if (found.parentsWithoutId.length > 0)
    problems.push(
      `The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': ${found.parentsWithoutId.join(', ')}.`,
    )
  if (found.insideList)
    problems.push('Queries that contain a connection field within a list field are not currently supported.')
  return problems
}

type Found = {
  connections: string[]
  depth: number
  byNodes: string[]
  parentsWithoutId: string[]
  insideList: boolean
}

function lookAt(document: DocumentNode): Found {
  const found: Found = { connections: [], depth: 0, byNodes: [], parentsWithoutId: [], insideList: false }
  const info = new TypeInfo(playedSchema())
  const open: { name: string; hasId: boolean }[] = []
  const lists: string[] = []
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: {
        enter: (node) => {
          const type = info.getType()
          const named = type == null ? undefined : getNamedType(type)
          const parent = info.getParentType()?.name ?? ''
          const name = node.name.value
          if (named?.name.endsWith('Connection') === true) {
            const above = open.at(-1)
            if (above !== undefined && !above.hasId && !found.parentsWithoutId.includes(above.name))
              found.parentsWithoutId.push(above.name)
            if (lists.length > 0) found.insideList = true
            found.connections.push(name)
            open.push({ name, hasId: nodeHasId(node) })
            found.depth = Math.max(found.depth, open.length - 1)
            return
          }
          if (name === 'nodes' && parent.endsWith('Connection')) found.byNodes.push(open.at(-1)!.name)
          if (
            type != null &&
            isListType(getNullableType(type)) &&
            !parent.endsWith('Connection') &&
            node.selectionSet
          )
            lists.push(name)
        },
        leave: (node) => {
          if (open.at(-1)?.name === node.name.value && isConnection(info)) open.pop()
          if (lists.at(-1) === node.name.value && !isConnection(info)) lists.pop()
        },
      },
    }),
  )
  return found
}

function isConnection(info: TypeInfo): boolean {
  const type = info.getType()
  return type != null && getNamedType(type).name.endsWith('Connection')
}

function nodeHasId(connection: FieldNode): boolean {
  const inner = (node: FieldNode, name: string): FieldNode[] =>
    (node.selectionSet?.selections ?? []).filter(
      (one): one is FieldNode => one.kind === Kind.FIELD && one.name.value === name,
    )
  return inner(connection, 'edges')
    .flatMap((edges) => inner(edges, 'node'))
    .flatMap((node) => inner(node, 'id'))
    .some(({ alias }) => alias === undefined)
}
