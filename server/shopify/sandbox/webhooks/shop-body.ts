import { numberOfGid } from '../store/gid.ts'
import { formatOffset, offsetAt, shopTime } from '../store/times.ts'
import type { World } from '../world.ts'

/** The body of app/uninstalled: the shop that we are no longer installed in. */
export function shopBody(world: World): Record<string, unknown> {
  const { shop, locations } = world.state
  const at = world.now()
  const [first] = Object.values(locations)
  const format = `\${{amount}}`
  return {
    id: numberOfGid(shop.id),
    name: shop.name,
    email: shop.email,
    domain: shop.domain,
    province: 'New York',
    country: 'US',
    address1: '1 High Street',
    zip: '10001',
    city: 'New York',
    source: null,
    phone: '',
    latitude: null,
    longitude: null,
    primary_locale: 'en',
    address2: null,
    created_at: shopTime(shop.createdAt, shop.timeZone),
    updated_at: shopTime(at, shop.timeZone),
    country_code: 'US',
    country_name: 'United States',
    currency: shop.currency,
    customer_email: shop.email,
    timezone: `(GMT${formatOffset(offsetAt(at, shop.timeZone))}) ${shop.timeZone}`,
    iana_timezone: shop.timeZone,
    shop_owner: 'Sandbox Owner',
    money_format: format,
    money_with_currency_format: `${format} ${shop.currency}`,
    weight_unit: 'kg',
    province_code: 'NY',
    taxes_included: true,
    auto_configure_tax_inclusivity: null,
    tax_shipping: null,
    county_taxes: null,
    plan_display_name: 'Developer Preview',
    plan_name: 'partner_test',
    has_discounts: false,
    has_gift_cards: false,
    myshopify_domain: shop.domain,
    google_apps_domain: null,
    google_apps_login_enabled: null,
    money_in_emails_format: format,
    money_with_currency_in_emails_format: `${format} ${shop.currency}`,
    eligible_for_payments: true,
    requires_extra_payments_agreement: false,
    password_enabled: false,
    has_storefront: true,
    finances: true,
    primary_location_id: first === undefined ? 0 : numberOfGid(first.id),
    checkout_api_supported: true,
    multi_location_enabled: true,
    setup_required: false,
    pre_launch_enabled: false,
    enabled_presentment_currencies: [shop.currency],
    marketing_sms_consent_enabled_at_checkout: false,
    transactional_sms_disabled: false,
  }
}
