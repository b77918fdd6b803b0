import { numberOfGid } from '../store/gid.ts'
import { decimals, moneySet } from '../store/money.ts'
import type { Line } from '../store/state.ts'
import type { World } from '../world.ts'

/** A line, as orders and refunds tell it. */
export function lineBody(world: World, line: Line, fulfilled: boolean): Record<string, unknown> {
  const { currency } = world.state.shop
  return {
    id: numberOfGid(line.id),
    admin_graphql_api_id: line.id,
    attributed_staffs: [],
    current_quantity: line.quantity - line.removed,
    fulfillable_quantity: fulfilled ? 0 : line.quantity - line.removed,
    fulfillment_service: 'manual',
    fulfillment_status: fulfilled ? 'fulfilled' : null,
    gift_card: false,
    grams: 0,
    name: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
    price: decimals(line.price),
    price_set: moneySet(line.price, currency),
    product_exists: line.productId !== null && world.state.products[line.productId] !== undefined,
    product_id: line.productId === null ? null : numberOfGid(line.productId),
    properties: [],
    quantity: line.quantity,
    requires_shipping: line.requiresShipping,
    sales_line_item_group_id: null,
    sku: line.sku,
    taxable: line.taxable,
    title: line.title,
    total_discount: decimals(0),
    total_discount_set: moneySet(0, currency),
    variant_id: line.variantId === null ? null : numberOfGid(line.variantId),
    variant_inventory_management: line.claimedAt === null ? null : 'shopify',
    variant_title: line.variantTitle,
    vendor: line.vendor,
    tax_lines: [],
    duties: [],
    discount_allocations: [],
  }
}
