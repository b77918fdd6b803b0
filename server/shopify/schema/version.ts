/** The version of Shopify's Admin API that the product is written for; the schemas beside this file are of it. */
export const ADMIN_API_VERSION = '2026-10'
