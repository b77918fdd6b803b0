import { z } from 'zod'
import type { Told } from './governor.ts'
import type { CallFault } from './shop-api.ts'

/** What an HTTP answer of the API means. */
export type Reading =
  | { kind: 'answered'; data: Record<string, unknown>; told: Told }
  | { kind: 'failed'; fault: CallFault; told: Told }
  /** Shopify did nothing and will do it later; `pause` in milliseconds, where it names one. */
  | { kind: 'throttled'; told: Told; pause: number }
  /** The token is worth nothing. */
  | { kind: 'unauthorized' }

const Cost = z.object({
  requestedQueryCost: z.number(),
  actualQueryCost: z.number().nullish(),
  throttleStatus: z.object({
    maximumAvailable: z.number(),
    currentlyAvailable: z.number(),
    restoreRate: z.number().positive(),
  }),
})
const Search = z.array(
  z.object({
    warnings: z.array(z.object({ field: z.string().optional(), message: z.string().optional() })).default([]),
  }),
)
const GraphqlAnswer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .union([
      z.array(
        z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() }),
      ),
      z.string(),
    ])
    .optional(),
  extensions: z
    .object({ cost: Cost.optional().catch(undefined), search: Search.optional().catch(undefined) })
    .optional(),
})

/** Reads an answer. An answer that is only partly right is none: what is missing in it would be taken for absent. */
export function readAnswer(status: number, headers: Headers, text: string): Reading {
  if (status === 401) return { kind: 'unauthorized' }
  if (status === 429) return { kind: 'throttled', told: null, pause: retryAfter(headers) }
  if (status !== 200) return { kind: 'failed', fault: ofStatus(status), told: null }
  const read = GraphqlAnswer.safeParse(parsed(text))
  if (!read.success)
    return fail('again', 'not-json', 'What came back is nothing of the API, perhaps of a proxy in between.')
  const { data, errors, extensions } = read.data
  const told = toldOf(extensions?.cost)
  if (typeof errors === 'string') return fail('never', 'unknown', errors, told)
  const faults = (errors ?? []).map(({ message, extensions: more }) => faultOf(more?.code, message))
  const throttled = faults.find(({ code }) => code === 'THROTTLED')
  if (throttled !== undefined) {
    if (told !== null && told.requested > told.budget.maximum)
      return fail('never', 'MAX_COST_EXCEEDED', throttled.message, told)
    return { kind: 'throttled', told, pause: 0 }
  }
  const [worst] = faults.toSorted((a, b) => SEVERITY.indexOf(a.kind) - SEVERITY.indexOf(b.kind))
  if (worst !== undefined) return { kind: 'failed', fault: worst, told }
  const warning = (extensions?.search ?? []).flatMap(({ warnings }) => warnings)[0]
  // An unknown field in a search is left out by Shopify, and the answer is of everything.
  if (warning !== undefined)
    return fail(
      'never',
      'search',
      `${warning.field ?? 'search'}: ${warning.message ?? 'not understood'}`,
      told,
    )
  if (data == null) return fail('again', 'empty', 'The answer holds neither data nor an error.', told)
  return { kind: 'answered', data, told }
}

function fail(kind: CallFault['kind'], code: string, message: string, told: Told = null): Reading {
  return { kind: 'failed', fault: { kind, code, message }, told }
}

/** Where an answer names several errors, the one that says most about what is to be done. */
const SEVERITY: CallFault['kind'][] = ['gone', 'refused', 'never', 'again']

function faultOf(code: string | undefined, message: string): CallFault {
  return { kind: KINDS[code ?? ''] ?? 'never', code: code ?? 'unknown', message }
}

/** By Shopify's code; every other one says that the operation itself is wrong. */
const KINDS: Record<string, CallFault['kind']> = {
  ACCESS_DENIED: 'refused',
  SHOP_INACTIVE: 'gone',
  INTERNAL_SERVER_ERROR: 'again',
  SERVICE_UNAVAILABLE: 'again',
  TIMEOUT: 'again',
  CONFLICT: 'again',
}

function ofStatus(status: number): CallFault {
  return {
    kind: kindOfStatus(status),
    code: `http-${status}`,
    message: SAYS[status] ?? `Shopify answered HTTP ${status}.`,
  }
}

function kindOfStatus(status: number): CallFault['kind'] {
  if (status === 402 || status === 404 || status === 423) return 'gone'
  if (status === 403) return 'refused'
  return status >= 500 || status === 408 || status === 430 || status < 400 ? 'again' : 'never'
}

const SAYS: Record<number, string> = {
  402: 'The shop is frozen: its owner has to settle a bill with Shopify.',
  403: 'Shopify refuses this app: a right is missing, or the shop has been suspended.',
  404: 'There is no such shop.',
  423: 'The shop is locked by Shopify.',
}

function toldOf(cost: z.infer<typeof Cost> | undefined): Told {
  if (cost === undefined) return null
  const { maximumAvailable, currentlyAvailable, restoreRate } = cost.throttleStatus
  return {
    requested: cost.requestedQueryCost,
    actual: cost.actualQueryCost ?? null,
    budget: { available: currentlyAvailable, maximum: maximumAvailable, restoreRate },
  }
}

/** Milliseconds; the header counts seconds, with a fraction. */
function retryAfter(headers: Headers): number {
  const seconds = Number(headers.get('retry-after') ?? NaN)
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 60) * 1_000 : 2_000
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
