import { numberOfGid } from '../store/gid.ts'
import { decimals, moneySet } from '../store/money.ts'
import type { Line, Order } from '../store/state.ts'
import { shopTime } from '../store/times.ts'
import type { World } from '../world.ts'
import { lineBody } from './line-body.ts'
import { refundBody } from './refund-body.ts'

/** The body of orders/create, orders/updated, orders/cancelled and their like. */
export function orderBody(world: World, order: Order): Record<string, unknown> {
  const { shop } = world.state
  const time = (at: number): string => shopTime(at, shop.timeZone)
  const timeOrNull = (at: number | null): string | null => (at === null ? null : time(at))
  const set = (cents: number): Record<string, unknown> => moneySet(cents, shop.currency)
  const sum = (pieces: (line: Line) => number): number =>
    order.lines.reduce((total, line) => total + line.price * pieces(line), 0)
  const ordered = sum(({ quantity }) => quantity)
  const current = sum(({ quantity, removed }) => quantity - removed)
  const received = order.transactions.reduce(
    (total, { kind, amount }) => total + (kind === 'REFUND' ? -amount : amount),
    0,
  )
  return {
    id: numberOfGid(order.id),
    admin_graphql_api_id: order.id,
    app_id: order.sourceName === 'web' ? 580111 : null,
    browser_ip: null,
    buyer_accepts_marketing: false,
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    cancelled_at: timeOrNull(order.cancelledAt),
    cart_token: null,
    checkout_token: null,
    client_details: null,
    closed_at: timeOrNull(order.closedAt),
    confirmation_number: null,
    confirmed: true,
    contact_email: order.email,
    created_at: time(order.createdAt),
    currency: shop.currency,
    current_shipping_price_set: set(0),
    current_subtotal_price: decimals(current),
    current_subtotal_price_set: set(current),
    current_total_additional_fees_set: null,
    current_total_discounts: decimals(0),
    current_total_discounts_set: set(0),
    current_total_duties_set: null,
    current_total_price: decimals(current),
    current_total_price_set: set(current),
    current_total_tax: decimals(0),
    current_total_tax_set: set(0),
    customer_locale: 'en',
    device_id: null,
    discount_codes: [],
    duties_included: false,
    email: order.email ?? '',
    estimated_taxes: false,
    financial_status: order.financialStatus.toLowerCase(),
    fulfillment_status: order.fulfilled ? 'fulfilled' : null,
    landing_site: null,
    landing_site_ref: null,
    location_id: null,
    merchant_business_entity_id: 'MTU0ODM4MDAwOQ',
    merchant_of_record_app_id: null,
    name: order.name,
    note: order.note,
    note_attributes: [],
    number: order.number - 1000,
    order_number: order.number,
    order_status_url: `https://${shop.domain}/orders/${numberOfGid(order.id)}/authenticate?key=sandbox`,
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    payment_gateway_names: [...new Set(order.transactions.map(({ gateway }) => gateway))],
    phone: null,
    po_number: null,
    presentment_currency: shop.currency,
    processed_at: time(order.processedAt),
    reference: null,
    referring_site: null,
    source_identifier: order.sourceIdentifier,
    source_name: order.sourceName,
    source_url: null,
    subtotal_price: decimals(ordered),
    subtotal_price_set: set(ordered),
    tags: order.tags.join(', '),
    tax_exempt: false,
    tax_lines: [],
    taxes_included: true,
    test: order.test,
    token: `sandbox-${numberOfGid(order.id)}`,
    total_cash_rounding_payment_adjustment_set: set(0),
    total_cash_rounding_refund_adjustment_set: set(0),
    total_discounts: decimals(0),
    total_discounts_set: set(0),
    total_line_items_price: decimals(ordered),
    total_line_items_price_set: set(ordered),
    total_outstanding: decimals(Math.max(0, current - received)),
    total_price: decimals(ordered),
    total_price_set: set(ordered),
    total_shipping_price_set: set(0),
    total_tax: decimals(0),
    total_tax_set: set(0),
    total_tip_received: decimals(0),
    total_weight: 0,
    updated_at: time(order.updatedAt),
    user_id: null,
    billing_address: order.customer === null ? null : addressOf(order.customer),
    customer: customerOf(order, shop.currency),
    discount_applications: [],
    fulfillments: [],
    line_item_groups: [],
    line_items: order.lines.map((line) => lineBody(world, line, order.fulfilled)),
    payment_terms: null,
    refunds: order.refundIds.map((id) => refundBody(world, world.state.refunds[id]!)),
    returns: [],
    shipping_address: order.customer === null ? null : addressOf(order.customer),
    shipping_lines: [],
  }
}

function customerOf({ customer }: Order, currency: string): Record<string, unknown> | null {
  if (customer === null) return null
  return {
    id: numberOfGid(customer.id),
    created_at: null,
    updated_at: null,
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: 'disabled',
    note: null,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    email: customer.email,
    phone: null,
    currency,
    tax_exemptions: [],
    admin_graphql_api_id: customer.id,
    default_address: {
      id: numberOfGid(customer.id) + 1n,
      customer_id: numberOfGid(customer.id),
      ...addressOf(customer),
      country_name: 'United States',
      default: true,
    },
  }
}

/** Everybody lives in the same house. */
function addressOf({ firstName, lastName }: NonNullable<Order['customer']>): Record<string, unknown> {
  return {
    first_name: firstName,
    last_name: lastName,
    name: `${firstName} ${lastName}`,
    company: null,
    address1: '12 Garden Lane',
    address2: null,
    city: 'New York',
    zip: '10001',
    province: 'New York',
    province_code: 'NY',
    country: 'United States',
    country_code: 'US',
    phone: '555-0100',
    latitude: null,
    longitude: null,
  }
}
