import { Kind, executeSync, getOperationAST, getVariableValues, parse, validate } from 'graphql'
import type { DocumentNode, FragmentDefinitionNode, GraphQLError, OperationDefinitionNode } from 'graphql'
import { playField } from '../play/play.ts'
import { typeOfGid } from '../store/gid.ts'
import type { World } from '../world.ts'
import { apiError } from './api-error.ts'
import type { Bucket, ThrottleStatus } from './bucket.ts'
import { bulkProblems } from './bulk-query.ts'
import type { Context } from './context.ts'
import { actualCost, requestedCost } from './cost.ts'
import type { Asked } from './cost.ts'
import { syntaxError, validationError, variableErrors } from './request-errors.ts'
import type { WireError } from './request-errors.ts'
import { missingScopes } from './scopes.ts'
import { playedSchema } from './schema.ts'
import type { SearchWarning } from './search.ts'

/** A request as it comes over HTTP. */
export type GraphqlRequest = {
  query: string
  variables?: Record<string, unknown> | null
  operationName?: string | null
}

/** What is answered; always with HTTP 200. */
export type GraphqlAnswer = {
  errors?: WireError[]
  data?: unknown
  extensions?: { cost: Cost; search?: SearchWarning[] }
}

type Cost = { requestedQueryCost: number; actualQueryCost: number | null; throttleStatus: ThrottleStatus }

export type RunDeps = {
  world: World
  bucket: Bucket
  origin: string
  /** Whether this request is to be told to wait, whatever the bucket holds. */
  isThrottled: boolean
}

/** One query may not cost more than this, whatever the bucket holds. */
const MOST_COST = 1_000

/** Answers a request as Shopify would: parsed, checked, paid for, executed. */
export function runRequest(request: GraphqlRequest, deps: RunDeps): GraphqlAnswer {
  const read = readRequest(request)
  if ('errors' in read) return read
  const { asked, document, variables } = read
  const { world, bucket, origin, isThrottled } = deps
  const requestedQueryCost = requestedCost(asked)
  const cost = (actualQueryCost: number | null): Cost => ({
    requestedQueryCost,
    actualQueryCost,
    throttleStatus: bucket.status(),
  })
  if (requestedQueryCost > MOST_COST)
    return { errors: [tooDear(requestedQueryCost)], extensions: { cost: cost(null) } }
  if (isThrottled || !bucket.take(requestedQueryCost))
    return {
      errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED', documentation: DOCUMENTATION } }],
      extensions: { cost: cost(null) },
    }
  const context: Context = {
    world,
    everything: false,
    origin,
    warnings: [],
    bulkProblems: (query) => bulkProblems(query),
  }
  const denied = missingScopes(asked, world.state.app.scopes)
  const { data, errors } =
    denied === undefined
      ? execute(document, asked, variables, context)
      : { data: null, errors: [toWire(denied)] }
  const actual = actualCost(asked, data)
  bucket.giveBack(Math.max(0, requestedQueryCost - actual))
  return {
    ...(errors === undefined ? {} : { errors }),
    data,
    extensions: {
      cost: cost(actual),
      ...(context.warnings.length === 0 ? {} : { search: context.warnings }),
    },
  }
}

/** Executes a document that was checked; without cost, so for bulk operations too. */
export function execute(
  document: DocumentNode,
  asked: Asked,
  variables: Record<string, unknown>,
  context: Context,
): { data: unknown; errors?: WireError[] } {
  const { data, errors } = executeSync({
    schema: asked.schema,
    document,
    contextValue: context,
    variableValues: variables,
    ...(asked.operation.name === undefined ? {} : { operationName: asked.operation.name.value }),
    fieldResolver: playField,
    typeResolver: (value) => {
      const { __typename, id } = value as { __typename?: string; id?: string }
      return __typename ?? typeOfGid(id ?? '')
    },
  })
  return errors === undefined ? { data } : { data, errors: errors.map(toWire) }
}

/** A request that is understood, or what is wrong with it. */
function readRequest(
  request: GraphqlRequest,
): { asked: Asked; document: DocumentNode; variables: Record<string, unknown> } | { errors: WireError[] } {
  const schema = playedSchema()
  let document: DocumentNode
  try {
    document = parse(request.query)
  } catch (error) {
    return { errors: [syntaxError(error as GraphQLError)] }
  }
  const wrong = validate(schema, document)
  if (wrong.length > 0) return { errors: wrong.map((error) => validationError(error, document)) }
  const operation = getOperationAST(document, request.operationName)
  if (!operation) return { errors: [toWire(apiError('An operation name is required', 'BAD_REQUEST'))] }
  const variables = request.variables ?? {}
  const unfit = variableErrors(schema, operation, variables)
  if (unfit.length > 0) return { errors: unfit }
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], variables)
  if (coerced.errors !== undefined) return { errors: coerced.errors.map(toWire) }
  return { asked: askedOf(document, operation, coerced.variableValues.coerced), document, variables }
}

/** A document as cost and checks look at it. */
export function askedOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Asked['variables'],
): Asked {
  const fragments = document.definitions.filter(
    (one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION,
  )
  return {
    schema: playedSchema(),
    operation,
    fragments: new Map(fragments.map((one) => [one.name.value, one])),
    variables,
  }
}

const DOCUMENTATION = 'https://shopify.dev/api/usage/rate-limits'

function tooDear(cost: number): WireError {
  return {
    message:
      `Query cost is ${cost}, which exceeds the single query max cost limit (${MOST_COST}).\n\n` +
      'See https://shopify.dev/concepts/about-apis/rate-limits for more information on how the\n' +
      'cost of a query is calculated.\n\n' +
      'To query larger amounts of data with fewer limits, bulk operations should be used instead.\n' +
      'See https://shopify.dev/api/usage/bulk-operations/queries for usage details.\n',
    extensions: { code: 'MAX_COST_EXCEEDED', cost, maxCost: MOST_COST, documentation: DOCUMENTATION },
  }
}

function toWire(error: GraphQLError): WireError {
  return {
    message: error.message,
    ...(error.locations ? { locations: error.locations.map(({ line, column }) => ({ line, column })) } : {}),
    extensions: { code: 'INTERNAL_SERVER_ERROR', ...error.extensions },
    ...(error.path ? { path: [...error.path] } : {}),
  }
}
