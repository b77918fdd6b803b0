import { collectionNames, toldNames } from '../../shared/sync/collections.ts'
import type { DigestAnswer, PullAnswer, PushAnswer, StreamFrame } from '../../shared/sync/protocol.ts'

/**
 * The answers of wire contract v1 as a device reads them: null where one does not fit. By hand and not by the schemas
 * in `shared/sync/protocol.ts`, whose types these are held to: a first load looks at two hundred thousand documents,
 * and the schemas' library would be a quarter of the worker's code.
 */
export function readPull(value: unknown): PullAnswer | null {
  if (!isFields(value)) return null
  const { documents, checkpoint, head } = value
  const fits =
    Array.isArray(documents) &&
    documents.every(isDocument) &&
    isFields(checkpoint) &&
    typeof checkpoint['epoch'] === 'string' &&
    isSeq(checkpoint['seq']) &&
    isSeq(head)
  return fits ? (value as PullAnswer) : null
}

export function readPush(value: unknown): PushAnswer | null {
  const conflicts = isFields(value) ? value['conflicts'] : null
  return Array.isArray(conflicts) && conflicts.every(isFields) ? (value as PushAnswer) : null
}

export function readDigest(value: unknown): DigestAnswer | null {
  if (!isFields(value)) return null
  const { epoch, head, count, sum, xor } = value
  const fits =
    typeof epoch === 'string' &&
    isSeq(head) &&
    Number.isSafeInteger(count) &&
    typeof sum === 'string' &&
    typeof xor === 'string'
  return fits ? (value as DigestAnswer) : null
}

export function readFrame(value: unknown): StreamFrame | null {
  if (!isFields(value)) return null
  const { type, epoch, head, collections, reason } = value
  if (type === 'bye') return typeof reason === 'string' ? (value as StreamFrame) : null
  if (typeof epoch !== 'string' || !isSeq(head)) return null
  if (type === 'ready') return value as StreamFrame
  if (type !== 'head' || !isFields(collections)) return null
  // A newer server may have news of a collection that this device does not know (C9).
  const news = Object.entries(collections).filter(isKnown)
  if (!news.every(([, at]) => isSeq(at))) return null
  return { ...(value as StreamFrame & { type: 'head' }), collections: Object.fromEntries(news) }
}

function isDocument(value: unknown): boolean {
  if (!isFields(value)) return false
  return typeof value['id'] === 'string' && isSeq(value['seq']) && typeof value['_deleted'] === 'boolean'
}

function isKnown([name]: [string, unknown]): boolean {
  return known.has(name)
}

const known: ReadonlySet<string> = new Set([...collectionNames, ...toldNames])

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSeq(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
