import { Kind, isInputType, typeFromAST, validateInputValue } from 'graphql'
import type { ASTNode, DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql'

/** An error as Shopify writes one. */
export type WireError = {
  message: string
  locations?: { line: number; column: number }[]
  path?: (string | number)[]
  extensions?: Record<string, unknown>
}

/** A document that is no GraphQL. Where it ends too soon, Shopify names the last thing it understood. */
export function syntaxError(error: GraphQLError): WireError {
  const [{ line, column } = { line: 1, column: 1 }] = error.locations ?? []
  const endsEarly = error.message.includes('<EOF>')
  const place = endsEarly ? lastToken(error.source?.body ?? '') : { line, column }
  const what = endsEarly ? 'unexpected end of file' : error.message.replace(/^Syntax Error: /, '')
  return {
    message: `syntax error, ${what} at [${place.line}, ${place.column}]`,
    locations: [place],
    extensions: { code: 'PARSE_ERROR' },
  }
}

function lastToken(text: string): { line: number; column: number } {
  const start = text.trimEnd().search(/(\w+|\W)$/)
  const before = text.slice(0, Math.max(0, start)).split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}

/** A document that does not fit the schema: the two commonest mistakes in Shopify's words, the others in their own. */
export function validationError(error: GraphQLError, document: DocumentNode): WireError {
  const locations = error.locations?.map(({ line, column }) => ({ line, column })) ?? []
  const node = error.nodes?.[0]
  const path = node === undefined ? [] : pathTo(document, node)
  const [, fieldName, typeName] = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(error.message) ?? []
  if (fieldName !== undefined && typeName !== undefined)
    return {
      message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
      locations,
      path,
      extensions: { code: 'undefinedField', typeName, fieldName },
    }
  const [, bare, type] = /^Field "(\w+)" of type "([^"]+)" must have a selection/.exec(error.message) ?? []
  if (bare !== undefined && type !== undefined)
    return {
      message: `Field must have selections (field '${bare}' returns ${type.replaceAll(/[![\]]/g, '')} but has no selections. Did you mean '${bare} { ... }'?)`,
      locations,
      path,
      extensions: {
        code: 'selectionMismatch',
        nodeName: `field '${bare}'`,
        typeName: type.replaceAll(/[![\]]/g, ''),
      },
    }
  return { message: error.message, locations, path, extensions: { code: 'argumentLiteralsIncompatible' } }
}

/** Variables that do not fit their types: one error for each variable, with each problem by its path. */
export function variableErrors(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Record<string, unknown>,
): WireError[] {
  return (operation.variableDefinitions ?? []).flatMap((definition) => {
    const name = definition.variable.name.value
    const type = typeFromAST(schema, definition.type)
    if (type === undefined || !isInputType(type)) return []
    const value = given[name]
    if (
      value === undefined &&
      (definition.defaultValue !== undefined || definition.type.kind !== Kind.NON_NULL_TYPE)
    )
      return []
    const problems: { path: (string | number)[]; explanation: string }[] = []
    validateInputValue(
      value ?? null,
      type,
      (error, path) => problems.push(problemOf(error.message, path)),
      true,
    )
    if (problems.length === 0) return []
    const details = problems
      .filter(({ path }) => path.length > 0)
      .map(({ path, explanation }) => `${path.join('.')} (${explanation})`)
    return [
      {
        message: `Variable $${name} of type ${String(type)} was provided invalid value${details.length === 0 ? '' : ` for ${details.join(', ')}`}`,
        locations: [placeOf(definition)],
        extensions: { code: 'INVALID_VARIABLE', value: value ?? null, problems },
      },
    ]
  })
}

function problemOf(
  message: string,
  path: readonly (string | number)[],
): { path: (string | number)[]; explanation: string } {
  const [, owner, unknown] =
    /^Expected value of type "(\w+)" not to include unknown field "(\w+)"/.exec(message) ?? []
  if (owner !== undefined && unknown !== undefined)
    return { path: [...path, unknown], explanation: `Field is not defined on ${owner}` }
  const [, missing] = /to include required field "(\w+)"/.exec(message) ?? []
  if (missing !== undefined) return { path: [...path, missing], explanation: 'Expected value to not be null' }
  if (/non-null|not to be null/i.test(message))
    return { path: [...path], explanation: 'Expected value to not be null' }
  return { path: [...path], explanation: message }
}

/** `["query Products", "products", "nodes", "title"]`. */
function pathTo(document: DocumentNode, wanted: ASTNode): string[] {
  const walk = (node: ASTNode, way: string[]): string[] | undefined => {
    if (node === wanted) return 'name' in node && node.kind === Kind.FIELD ? [...way, keyOf(node)] : way
    const next =
      node.kind === Kind.FIELD
        ? [...way, keyOf(node)]
        : node.kind === Kind.OPERATION_DEFINITION
          ? [`${node.operation}${node.name ? ` ${node.name.value}` : ''}`]
          : way
    const children = 'selectionSet' in node && node.selectionSet ? node.selectionSet.selections : []
    for (const child of children) {
      const found = walk(child, next)
      if (found !== undefined) return found
    }
    return undefined
  }
  for (const definition of document.definitions) {
    const found = walk(definition, [])
    if (found !== undefined) return found
  }
  return []
}

function keyOf(node: { alias?: { value: string } | undefined; name: { value: string } }): string {
  return node.alias?.value ?? node.name.value
}

function placeOf(node: ASTNode): { line: number; column: number } {
  const { line, column } = node.loc!.startToken
  return { line, column }
}
