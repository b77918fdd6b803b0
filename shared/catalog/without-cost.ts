/** A product as who is no admin sees it: cost prices reach an admin alone (P2), in one that was refused as well. */
export function withoutCost<Payload extends object>(product: Payload): Payload {
  return Object.fromEntries(Object.entries(product).filter(([field]) => field !== 'cost')) as Payload
}
