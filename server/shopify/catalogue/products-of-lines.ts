import { readProduct } from './read-product.ts'
import type { Imported } from './take-imported.ts'

type Line = { id?: unknown; __parentId?: unknown; [field: string]: unknown }

/**
 * Reads products out of the file of a catalogue: a line for each product, and after it one for each of its variants,
 * which names the product as its parent. Nothing of the file is held but the products that are given.
 *
 * @param skip lines that were taken before
 * @param items when so many variants were read, the product they belong to is the last
 * @returns each product with the number of lines up to its end, and whether the file ends there
 */
export async function productsOfLines(
  body: ReadableStream<Uint8Array>,
  { skip, items, digits }: { skip: number; items: number; digits: number },
): Promise<{ products: Imported[]; isLast: boolean }> {
  const products: Imported[] = []
  let [number, read] = [0, 0]
  let open: { node: unknown; variants: unknown[] } | null = null
  const close = (): void => {
    if (open === null) return
    products.push({ cursor: String(number), product: readProduct(open.node, open.variants, digits) })
    read += Math.max(1, open.variants.length)
    open = null
  }
  for await (const line of linesOf(body)) {
    if (number < skip) {
      number += 1
      continue
    }
    const node = parse(line)
    const isVariant = open !== null && typeof node?.__parentId === 'string'
    if (!isVariant) {
      close()
      if (read >= items) return { products, isLast: false }
    }
    number += 1
    if (isVariant) open?.variants.push(node)
    else open = { node: node ?? { id: `line ${number}` }, variants: [] }
  }
  close()
  return { products, isLast: true }
}

/** What stands in a line; undefined where it is not JSON. */
function parse(line: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Line) : undefined
  } catch {
    return undefined
  }
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = ''
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') yield line
  }
  if (rest !== '') yield rest
}
