/** The shop that benchmarks are connected to. */
export const DOMAIN = 'demo-outfitters.myshopify.com'
