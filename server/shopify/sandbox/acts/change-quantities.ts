import type { Gid } from '../store/gid.ts'
import { levelAt, move, tellLevels } from '../store/levels.ts'
import type { Level, QuantityName } from '../store/state.ts'
import type { World } from '../world.ts'
import { refusal } from './answer.ts'
import type { Answer, UserError } from './answer.ts'

type Common = { name: string; reason: string; referenceDocumentUri?: string | null }
type Row = { inventoryItemId: Gid; locationId: Gid; changeFromQuantity?: number | null }
export type SetInput = Common & { quantities: (Row & { quantity: number })[] }
export type AdjustInput = Common & { changes: (Row & { delta: number; ledgerDocumentUri?: string | null })[] }

/** What a change did, as an InventoryAdjustmentGroup tells it. */
export type Group = {
  id: Gid
  createdAt: number
  reason: string
  referenceDocumentUri: string | null
  changes: { name: string; delta: number; itemId: Gid; locationId: Gid; ledgerDocumentUri: string | null }[]
}

/** inventorySetQuantities: all rows, or none; a row that names what it changes from is compared first. */
export function setQuantities(world: World, input: SetInput): Answer {
  const wrong = [
    ...(['available', 'on_hand'].includes(input.name)
      ? []
      : [
          refusal(
            ['input', 'name'],
            "The quantity name must be either 'available' or 'on_hand'.",
            'INVALID_NAME',
          ),
        ]),
    ...wrongInCommon(input),
  ]
  if (wrong.length > 0) return { inventoryAdjustmentGroup: null, userErrors: wrong }
  const name = input.name as QuantityName
  const seen = new Set<string>()
  const checked = input.quantities.map((row, index) => {
    const at = ['input', 'quantities', String(index)]
    const errors = [...wrongPlace(world, row, at, 'ITEM_NOT_STOCKED_AT_LOCATION')]
    const pair = `${row.inventoryItemId} ${row.locationId}`
    if (seen.has(pair))
      errors.push(
        refusal(
          [...at, 'locationId'],
          'The combination of inventoryItemId and locationId must be unique.',
          'NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR',
        ),
      )
    seen.add(pair)
    errors.push(...outOfBounds(row.quantity, [...at, 'quantity'], name))
    const level = levelAt(world, row.inventoryItemId, row.locationId)
    if (errors.length === 0 && level) errors.push(...stale(row, level, name, at))
    return { row, level, errors, delta: level ? row.quantity - level.quantities[name] : 0 }
  })
  return conclude(world, input, name, checked)
}

/** inventoryAdjustQuantities: the same by deltas. */
export function adjustQuantities(world: World, input: AdjustInput): Answer {
  const wrong = [
    ...(ADJUSTABLE.includes(input.name)
      ? []
      : [
          refusal(
            ['input', 'name'],
            `The specified quantity name is invalid. Valid values are: ${ADJUSTABLE.join(', ')}.`,
            'INVALID_QUANTITY_NAME',
          ),
        ]),
    ...wrongInCommon(input),
  ]
  if (wrong.length > 0) return { inventoryAdjustmentGroup: null, userErrors: wrong }
  const name = input.name as QuantityName
  const checked = input.changes.map((row, index) => {
    const at = ['input', 'changes', String(index)]
    const errors = [...wrongPlace(world, row, at, 'INVALID_LOCATION'), ...wrongDocument(row, at, name)]
    const level = levelAt(world, row.inventoryItemId, row.locationId)
    if (errors.length === 0 && level)
      errors.push(
        ...stale(row, level, name, at),
        ...outOfBounds(level.quantities[name] + row.delta, [...at, 'delta'], 'available'),
      )
    return { row, level, errors, delta: row.delta }
  })
  return conclude(world, input, name, checked)
}

const ADJUSTABLE = ['available', 'damaged', 'incoming', 'quality_control', 'reserved', 'safety_stock']
const REASONS = [
  'correction',
  'cycle_count_available',
  'damaged',
  'movement_canceled',
  'movement_created',
  'movement_received',
  'movement_updated',
  'other',
  'promotion',
  'quality_control',
  'received',
  'reservation_created',
  'reservation_deleted',
  'reservation_updated',
  'restock',
  'safety_stock',
  'shrinkage',
]
const MOST = 1_000_000_000

type Checked = {
  row: Row & { ledgerDocumentUri?: string | null }
  level: Level | undefined
  errors: UserError[]
  delta: number
}

function conclude(world: World, input: Common, name: QuantityName, checked: Checked[]): Answer {
  const userErrors = checked.flatMap(({ errors }) => errors)
  if (userErrors.length > 0) return { inventoryAdjustmentGroup: null, userErrors }
  const changes: Group['changes'] = []
  const touched: Level[] = []
  for (const { row, level, delta } of checked) {
    if (level === undefined || delta === 0) continue
    // What lies on the shelf is not kept by itself: a count of it is booked on what is available of it.
    const moved = name === 'on_hand' ? 'available' : name
    const before = level.quantities.on_hand
    move(world, level, moved, delta)
    touched.push(level)
    const place = { itemId: row.inventoryItemId, locationId: row.locationId }
    changes.push({ name: moved, delta, ...place, ledgerDocumentUri: row.ledgerDocumentUri ?? null })
    if (level.quantities.on_hand !== before)
      changes.push({ name: 'on_hand', delta, ...place, ledgerDocumentUri: null })
  }
  tellLevels(world, touched)
  const group: Group = {
    id: world.newId('InventoryAdjustmentGroup'),
    createdAt: world.now(),
    reason: input.reason,
    referenceDocumentUri: input.referenceDocumentUri ?? null,
    changes,
  }
  return { inventoryAdjustmentGroup: changes.length === 0 ? null : group, userErrors: [] }
}

function wrongInCommon({ reason, referenceDocumentUri }: Common): UserError[] {
  const errors: UserError[] = []
  if (!REASONS.includes(reason))
    errors.push(
      refusal(
        ['input', 'reason'],
        `The specified reason is invalid. Valid values are: ${REASONS.join(', ')}.`,
        'INVALID_REASON',
      ),
    )
  if (referenceDocumentUri != null && !/^[a-z][a-z\d+.-]*:\/\/\S+$/i.test(referenceDocumentUri))
    errors.push(
      refusal(
        ['input', 'referenceDocumentUri'],
        'The specified reference document is not a valid URI.',
        'INVALID_REFERENCE_DOCUMENT',
      ),
    )
  return errors
}

function wrongPlace(world: World, row: Row, at: string[], notStocked: string): UserError[] {
  const errors: UserError[] = []
  if (world.state.items[row.inventoryItemId] === undefined)
    errors.push(
      refusal(
        [...at, 'inventoryItemId'],
        'The specified inventory item could not be found.',
        'INVALID_INVENTORY_ITEM',
      ),
    )
  if (world.state.locations[row.locationId] === undefined)
    errors.push(
      refusal([...at, 'locationId'], 'The specified location could not be found.', 'INVALID_LOCATION'),
    )
  if (errors.length === 0 && levelAt(world, row.inventoryItemId, row.locationId)?.isActive !== true)
    errors.push(
      refusal(
        [...at, 'locationId'],
        'The specified inventory item is not stocked at the location.',
        notStocked,
      ),
    )
  return errors
}

function wrongDocument(row: Checked['row'], at: string[], name: QuantityName): UserError[] {
  const given = row.ledgerDocumentUri != null
  if (given === (name !== 'available')) return []
  const [message, code] = given
    ? ['A ledger document URI is not allowed when adjusting available.', 'INVALID_AVAILABLE_DOCUMENT']
    : ['A ledger document URI is required except when adjusting available.', 'INVALID_QUANTITY_DOCUMENT']
  return [refusal([...at, 'ledgerDocumentUri'], message, code)]
}

function outOfBounds(quantity: number, field: string[], name: QuantityName): UserError[] {
  if (name === 'on_hand' && quantity < 0)
    return [refusal(field, "The quantity can't be negative.", 'INVALID_QUANTITY_NEGATIVE')]
  if (quantity < -MOST)
    return [refusal(field, "The quantity can't be lower than -1,000,000,000.", 'INVALID_QUANTITY_TOO_LOW')]
  if (quantity > MOST)
    return [refusal(field, "The quantity can't be higher than 1,000,000,000.", 'INVALID_QUANTITY_TOO_HIGH')]
  return []
}

function stale(row: Row, level: Level, name: QuantityName, at: string[]): UserError[] {
  if (row.changeFromQuantity == null || row.changeFromQuantity === level.quantities[name]) return []
  return [
    refusal(
      [...at, 'changeFromQuantity'],
      'The changeFromQuantity value does not match persisted value.',
      'CHANGE_FROM_QUANTITY_STALE',
    ),
  ]
}
