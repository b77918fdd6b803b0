import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.ts'
import { productsWith } from './queries.ts'
import type { FoundProduct } from './queries.ts'

const LOOKED_AT = 200
const MOST = 5
const SHORTEST = 2
/** Half of the letters are others: nobody meant that. */
const FARTHEST = 0.5

/**
 * Products that somebody may have meant by a code that none has, the closest first: each typed word, or the beginning
 * of it where the whole is nowhere, is in the SKU or the title.
 */
export async function productsNear(
  db: Kysely<Schema>,
  tenantId: string,
  typed: string,
): Promise<FoundProduct[]> {
  let parts = typed.split(' ')
  if (parts.every((part) => part.length < SHORTEST)) return []
  for (;;) {
    const near = closest(typed, await productsWith(db, tenantId, parts, typed.length, LOOKED_AT))
    const shorter = parts.map((part) => part.slice(0, Math.max(SHORTEST, Math.ceil(part.length * 0.75) - 1)))
    if (near.length > 0 || shorter.join(' ') === parts.join(' ')) return near
    parts = shorter
  }
}

/** Those that are near to what was typed, the closest first; of equally close ones those that say least besides. */
export function closest<Named extends { sku: string; title: string }>(
  typed: string,
  products: readonly Named[],
): Named[] {
  return products
    .map((product) => ({ product, far: distance(typed, product) }))
    .filter(({ far }) => far <= FARTHEST)
    .toSorted((a, b) => a.far - b.far || a.product.title.length - b.product.title.length)
    .slice(0, MOST)
    .map(({ product }) => product)
}

/** From 0, the same, to 1: of the SKU, or on average of the words, whichever is nearer. */
function distance(typed: string, { sku, title }: { sku: string; title: string }): number {
  const words = wordsOf(`${sku} ${title}`)
  const each = wordsOf(typed).map((one) => Math.min(1, ...words.map((word) => between(one, word))))
  const ofWords = each.length === 0 ? 1 : each.reduce((sum, far) => sum + far, 0) / each.length
  return Math.min(ofWords, between(typed.toLowerCase(), sku.toLowerCase()))
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** A text that goes on behind what was typed is a little further away than one that ends with it. */
function between(typed: string, text: string): number {
  const whole = slipsBetween(typed, text) / Math.max(typed.length, text.length)
  if (text.length <= typed.length) return whole
  return Math.min(whole, slipsBetween(typed, text.slice(0, typed.length)) / typed.length + 0.1)
}

/** How many figures must be changed, added or left out to make one text the other; two that changed places are one slip. */
function slipsBetween(a: string, b: string): number {
  let [before, last]: number[][] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1]
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      next.push(
        Math.min(
          (last![j - 1] ?? 0) + (isSame ? 0 : 1),
          (last![j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          isSwapped ? (before![j - 2] ?? 0) + 1 : Infinity,
        ),
      )
    }
    ;[before, last] = [last, next]
  }
  return last![b.length] ?? 0
}
