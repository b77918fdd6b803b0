import type { Connection, Owner } from '../connection/connection.ts'
import { TOLD_FIELDS, canBeSent, isOfVariant, isSame } from './told-fields.ts'
import type { Told, ToldField } from './told-fields.ts'

/** A product as both sides have it, and as Shopify had it when they were last compared. */
export type Sides = {
  /** Null where they meet for the first time: then every difference is one that both sides made. */
  base: Told | null
  ours: Told
  theirs: Told
  owners: Connection['owners']
  /** When ours changed last, ISO 8601. */
  oursAt: string
  /** When the product and the variant changed there last, ISO 8601. */
  theirsAt: { product: string; variant: string }
}

/** A field that both sides had changed, and who won. */
export type Decided = {
  field: ToldField
  shopify: Told[ToldField]
  omnisync: Told[ToldField]
  shopifyAt: string
  omnisyncAt: string
  won: 'shopify' | 'omnisync'
  /** By the field's owner, by the later change, or, both in one second, by the rule for that. */
  why: 'owner' | 'later' | 'same-second'
}

export type Merged = {
  /** What our product becomes, in the fields that change. */
  write: Partial<Told>
  /** What Shopify is to be told, in the fields that can be. */
  send: Partial<Told>
  decided: Decided[]
}

/**
 * Compares both sides field by field with what they last agreed on. Changed there only: we take it. Changed here
 * only: they are told. Changed on both sides to different values: the field's owner decides, or the later change;
 * Shopify tells times to the second, and within one it wins.
 *
 * What it has now is the next base, whoever won: what it is still to be told stays a change of ours until it was
 * acknowledged.
 */
export function mergeVariant(sides: Sides): Merged {
  const hasOneName = sides.theirs.variantTitle === ''
  const ours = hasOneName ? withOneName(sides) : sides.ours
  const merged: Merged = { write: {}, send: {}, decided: [] }
  for (const field of TOLD_FIELDS) {
    // Of one name one decision is made.
    if (field === 'title' && hasOneName) continue
    const { winner, decided } = judge(field, { ...sides, ours })
    if (decided) merged.decided.push(decided)
    if (winner === 'omnisync' && canBeSent(field)) Object.assign(merged.send, { [field]: ours[field] })
    const value = winner === 'shopify' ? sides.theirs[field] : ours[field]
    const written = field === 'groupTitle' && hasOneName ? (['groupTitle', 'title'] as const) : [field]
    for (const one of written)
      if (!isSame(sides.ours[one], value)) Object.assign(merged.write, { [one]: value })
  }
  return merged
}

/** A product of a single variant has one name there and two here: whichever was changed here is its name. */
function withOneName({ base, ours }: Sides): Told {
  return { ...ours, groupTitle: base !== null && ours.title === base.title ? ours.groupTitle : ours.title }
}

type Judged = { winner: 'none' | 'shopify' | 'omnisync'; decided?: Decided }

function judge(field: ToldField, { base, ours, theirs, owners, oursAt, theirsAt }: Sides): Judged {
  const [mine, remote] = [ours[field], theirs[field]]
  if (isSame(mine, remote)) return { winner: 'none' }
  if (base !== null && isSame(base[field], mine)) return { winner: 'shopify' }
  if (base !== null && isSame(base[field], remote)) return { winner: 'omnisync' }
  const shopifyAt = isOfVariant(field) ? theirsAt.variant : theirsAt.product
  const { won, why } = winnerOf(owners[field] ?? 'latest', shopifyAt, oursAt)
  return {
    winner: won,
    decided: { field, shopify: remote, omnisync: mine, shopifyAt, omnisyncAt: oursAt, won, why },
  }
}

function winnerOf(owner: Owner, shopifyAt: string, omnisyncAt: string): Pick<Decided, 'won' | 'why'> {
  if (owner !== 'latest') return { won: owner, why: 'owner' }
  const [there, here] = [secondOf(shopifyAt), secondOf(omnisyncAt)]
  if (there === here) return { won: 'shopify', why: 'same-second' }
  return { won: there > here ? 'shopify' : 'omnisync', why: 'later' }
}

function secondOf(time: string): number {
  return Math.floor(Date.parse(time) / 1_000)
}
