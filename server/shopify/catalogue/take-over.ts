import type { BasisPoints } from '../../../shared/basics/scalars.ts'
import type { Product } from '../../../shared/catalog/product.ts'
import { writeAudit } from '../../audit/write-audit.ts'
import type { AuditEntry } from '../../audit/write-audit.ts'
import { standardTaxRate } from '../../branches/standard-tax-rate.ts'
import { holdForMerge, mergeProducts } from '../../catalog/merge-products.ts'
import type { ProductMerge } from '../../catalog/merge-products.ts'
import { productsByCode } from '../../catalog/products-by-code.ts'
import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import type { Connection } from '../connection/connection.ts'
import { decideMeetings, newProductId } from './decide-meetings.ts'
import type { Meeting, MeetingFacts, Met } from './decide-meetings.ts'
import { hintProducts } from './hint-queries.ts'
import { mergeVariant } from './merge-variant.ts'
import type { Merged } from './merge-variant.ts'
import { planSends } from './plan-sends.ts'
import type { Wanted } from './plan-sends.ts'
import {
  addLevels,
  groupsOf,
  linksOf,
  linksOfProducts,
  meetAgain,
  onSaleHere,
  writeLinks,
  writeRefusals,
} from './queries.ts'
import type { LinkToWrite } from './queries.ts'
import type { Refusal } from './read-product.ts'
import { keepSends, productsBeingTold } from './send-queries.ts'
import { toldOf } from './told-fields.ts'
import type { Told } from './told-fields.ts'

/** What became of variants: each counts once. */
export type Tally = {
  created: number
  /** Linked for the first time, or brought up to date by one of both sides. */
  matched: number
  /** Both sides had changed something of it. */
  conflicting: number
  unchanged: number
  refused: number
}

export const NOTHING: Readonly<Tally> = { created: 0, matched: 0, conflicting: 0, unchanged: 0, refused: 0 }

/**
 * Brings variants as Shopify has them and our products together, in the caller's transaction: gather under locks,
 * decide, write. What Shopify is to be told is kept among the sends; what cannot be taken over among the refusals.
 * A product that Shopify is just being told something of is looked at again when that has ended.
 *
 * @param met so many at most that no commit writes more than 500 rows (L6): see `variantsACommit`
 */
export async function takeOver(
  tx: Tx,
  deps: Deps,
  connection: Connection,
  met: readonly Met[],
): Promise<Tally> {
  const { tenantId } = connection
  if (met.length === 0) return { ...NOTHING }
  const at = new Date(deps.now()).toISOString()
  const busy = await productsBeingTold(tx, tenantId, idsOf(met))
  const free = met.filter(({ shopProductId }) => !busy.has(shopProductId))
  if (busy.size > 0) await hintProducts(tx, tenantId, [...busy], at)

  const facts = await gather(tx, tenantId, free)
  const meetings = decideMeetings(tenantId, free, facts)
  const taxRate = await standardTaxRate(tx, tenantId)
  const results = meetings.map((meeting) => resultOf(meeting, connection, taxRate))

  await writeLinks(
    tx,
    tenantId,
    results.flatMap(({ link }) => link ?? []),
    at,
  )
  await meetAgain(
    tx,
    tenantId,
    results.flatMap(({ countedAgain }) => countedAgain ?? []),
  )
  await addLevels(
    tx,
    tenantId,
    results.flatMap(({ newItem }) => newItem ?? []),
  )
  await writeRefusals(
    tx,
    tenantId,
    results.flatMap(({ refusal }) => refusal ?? []),
    at,
  )
  await writeAudit(
    tx,
    tenantId,
    results.flatMap((result) => notesOf(deps, connection, result, at)),
  )
  await mergeProducts(
    tx,
    deps,
    { tenantId, userId: connection.connectedBy },
    results.flatMap(({ edit }) => edit ?? []),
  )
  const wanted = results.flatMap(({ wanted: one }) => one ?? [])
  if (wanted.length > 0)
    await keepSends(tx, deps, tenantId, planSends(wanted, await onSaleHere(tx, tenantId, idsOf(wanted))))
  return results.reduce<Tally>((tally, { counts }) => ({ ...tally, [counts]: tally[counts] + 1 }), {
    ...NOTHING,
    unchanged: met.length - free.length,
  })
}

async function gather(tx: Tx, tenantId: string, met: readonly Met[]): Promise<MeetingFacts> {
  const links = await linksOf(
    tx,
    tenantId,
    met.map(({ variant }) => variant.variantId),
  )
  const standing = new Set(links.filter(({ isGone }) => !isGone).map(({ variantId }) => variantId))
  const unknown = met.filter(({ variant }) => !standing.has(variant.variantId)).map(({ variant }) => variant)
  const byCode =
    unknown.length === 0
      ? []
      : await productsByCode(tx, tenantId, {
          skus: unknown.map(({ fields }) => fields.sku),
          barcodes: unknown.flatMap(({ fields }) => fields.barcode ?? []),
        })
  const products = await holdForMerge(tx, tenantId, [
    ...links.map(({ productId }) => productId),
    ...byCode,
    ...unknown.map(({ variantId }) => newProductId(tenantId, variantId)),
  ])
  const linked = await linksOfProducts(
    tx,
    tenantId,
    products.map(({ id }) => id),
  )
  const groups = unknown.length === 0 ? [] : await groupsOf(tx, tenantId, idsOf(met))
  return {
    links: new Map(links.map((link) => [link.variantId, link])),
    products,
    linkedTo: new Map(linked.map(({ productId, variantId }) => [productId, variantId])),
    groups: new Map(groups.map(({ shopProductId, groupId }) => [shopProductId, groupId])),
  }
}

/** Everything that is to be written of one meeting. */
type Result = {
  meeting: Meeting
  counts: keyof Tally
  merged?: Merged
  edit?: ProductMerge
  link?: LinkToWrite
  /** An item that Shopify counts and whose levels are not known yet. */
  newItem?: string
  /** An item that Shopify counts again. */
  countedAgain?: string
  refusal?: Refusal & { shopProductId: string }
  wanted?: Wanted
}

function resultOf(meeting: Meeting, connection: Connection, taxRate: BasisPoints): Result {
  const { shopProductId, variant } = meeting
  if (meeting.kind === 'refused') {
    const { fields, variantId } = variant
    const refusal = { subject: 'variant', subjectId: variantId, title: fields.title } as const
    return { meeting, counts: 'refused', refusal: { ...refusal, refused: meeting.refused, shopProductId } }
  }
  const theirs = toldOf(variant.fields)
  if (meeting.kind === 'new') {
    const product = newProduct(meeting, theirs, taxRate)
    const link = linkOf(meeting, product.id, theirs, true)
    return {
      meeting,
      counts: 'created',
      edit: { product, assumed: null },
      link,
      ...(variant.isTracked === true ? { newItem: link.itemId } : {}),
    }
  }
  const { product } = meeting
  const known = meeting.kind === 'known' ? meeting.link : undefined
  const merged = mergeVariant({
    base: known?.base ?? null,
    ours: toldOf(product),
    theirs,
    owners: connection.owners,
    oursAt: product.updatedAt,
    theirsAt: { product: meeting.productUpdatedAt, variant: variant.updatedAt },
  })
  const write: Partial<Product> = {
    ...merged.write,
    ...(product.shopifyVariantId === variant.variantId ? {} : { shopifyVariantId: variant.variantId }),
  }
  const isChanged = [merged.write, merged.send].some((fields) => Object.keys(fields).length > 0)
  const isMet = known === undefined || known.isGone
  const isCounted = variant.isTracked === true && (isMet || !known.isTracked)
  const link = linkOf(meeting, product.id, theirs, known?.isNew ?? false)
  return {
    meeting,
    merged,
    counts: merged.decided.length > 0 ? 'conflicting' : isMet || isChanged ? 'matched' : 'unchanged',
    link,
    ...(Object.keys(write).length === 0
      ? {}
      : { edit: { product: { ...product, ...write }, assumed: product } }),
    ...(isCounted ? { newItem: link.itemId } : {}),
    ...(variant.isTracked === true && known?.isTracked === false ? { countedAgain: link.itemId } : {}),
    ...(Object.keys(merged.send).length === 0
      ? {}
      : {
          wanted: {
            shopProductId,
            variantId: variant.variantId,
            oursAt: product.updatedAt,
            send: merged.send,
          },
        }),
  }
}

function newProduct(
  { productId, groupId, variant }: Extract<Meeting, { kind: 'new' }>,
  told: Told,
  taxRate: BasisPoints,
): Product {
  return {
    ...told,
    id: productId,
    seq: 0,
    _deleted: false,
    groupId,
    cost: null,
    taxRate,
    imageUrl: variant.fields.imageUrl,
    shopifyVariantId: variant.variantId,
    updatedAt: variant.updatedAt,
  }
}

function linkOf(
  { shopProductId, productUpdatedAt, variant }: Met,
  productId: string,
  base: Told,
  isNew: boolean,
): LinkToWrite {
  return {
    variantId: variant.variantId,
    shopProductId,
    itemId: variant.itemId ?? '',
    productId,
    isTracked: variant.isTracked ?? false,
    isNew,
    base,
    remoteUpdatedAt: productUpdatedAt,
  }
}

/** What the audit log hears: what Shopify changed here, and who won where both sides had changed a field. */
function notesOf(deps: Deps, connection: Connection, { meeting, merged }: Result, at: string): AuditEntry[] {
  if (meeting.kind !== 'known' && meeting.kind !== 'matched') return []
  const { product, variant } = meeting
  const entry = (action: string, details: Record<string, unknown>): AuditEntry => ({
    id: deps.newId(),
    at,
    actorId: connection.connectedBy,
    deviceId: null,
    action,
    subject: 'products',
    subjectId: product.id,
    details: { variantId: variant.variantId, ...details },
  })
  const written = Object.entries(merged?.write ?? {})
  const changes = written.map(([field, to]) => ({ field, from: product[field as keyof Told], to }))
  return [
    ...(merged?.decided ?? []).map((one) => entry('shopify.field-decided', { ...one })),
    ...(changes.length > 0 ? [entry('shopify.product-changed', { changes })] : []),
  ]
}

function idsOf(list: readonly { shopProductId: string }[]): string[] {
  return [...new Set(list.map(({ shopProductId }) => shopProductId))]
}

/** So many variants are taken over in one commit: each is a product, a link and a level at each location (L6). */
export function variantsACommit(locations: number): number {
  return Math.max(1, Math.floor(500 / (2 + locations)))
}
