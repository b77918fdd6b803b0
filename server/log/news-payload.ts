import { z } from 'zod'
import type { Heads } from './news.ts'

/** Postgres refuses a payload of 8,000 bytes and more. */
const MOST_BYTES = 7_900

const HeadNews = z.array(z.tuple([z.string(), z.string(), z.int(), z.record(z.string(), z.int())]))
const AccessNews = z.tuple([z.string(), z.string()])

/** Heads as the payloads of as few notifications as they fit into. */
export function writeHeadNews(heads: readonly Heads[]): string[] {
  const payloads: string[] = []
  let items: string[] = []
  let bytes = 2
  for (const { tenantId, epoch, head, collections } of heads) {
    const item = JSON.stringify([tenantId, epoch, head, collections])
    const size = Buffer.byteLength(item) + 1
    if (items.length > 0 && bytes + size > MOST_BYTES) {
      payloads.push(`[${items.join(',')}]`)
      items = []
      bytes = 2
    }
    items.push(item)
    bytes += size
  }
  if (items.length > 0) payloads.push(`[${items.join(',')}]`)
  return payloads
}

/** @throws where the payload is not one of ours, such as that of a newer version during an update */
export function readHeadNews(payload: string): Heads[] {
  return HeadNews.parse(JSON.parse(payload)).map(([tenantId, epoch, head, collections]) => ({
    tenantId,
    epoch,
    head,
    collections,
  }))
}

export function writeAccess(tenantId: string, subjectId: string): string {
  return JSON.stringify([tenantId, subjectId])
}

/** @throws where the payload is not one of ours */
export function readAccess(payload: string): { tenantId: string; subjectId: string } {
  const [tenantId, subjectId] = AccessNews.parse(JSON.parse(payload))
  return { tenantId, subjectId }
}
