/** What can be asked of Shopify: the text of a GraphQL operation, under the name that the call log shows. */
export type Operation = { name: string; text: string }

/** Why a call came to nothing, and whether trying it again may help. */
export type CallFault = {
  kind: /** Nothing was done, or it is not known whether it was: the same call, with the same key, may be made again. */
    | 'again'
    /** The token and a fresh one were refused: the client id or secret is wrong, or a right is missing. */
    | 'refused'
    /** The app is no longer installed, or the shop is gone or frozen. */
    | 'gone'
    /** Shopify will never do this: the operation itself is wrong. */
    | 'never'
  /** Shopify's code, such as `ACCESS_DENIED`, or ours: `timeout`, `network`, `http-502`. */
  code: string
  message: string
}

/** What a call came to. `data` is still to be parsed by whoever asked. */
export type Answer =
  | { kind: 'answered'; data: Record<string, unknown> }
  | ({ kind: 'failed' } & { fault: CallFault })

/** What Shopify last said of our budget, in points, and when (milliseconds since 1970). */
export type Budget = { available: number; maximum: number; restoreRate: number; at: number }

/** A connected shop's Admin API: one governor, one token, one call log. */
export type ShopApi = {
  /**
   * Asks once, when the budget allows it. THROTTLED is waited out and asked again, since Shopify did nothing. Never
   * throws for what Shopify or the network does; stops waiting where the signal is aborted.
   */
  ask: (operation: Operation, variables: Record<string, unknown>, signal?: AbortSignal) => Promise<Answer>
  /** Undefined before the first answer. */
  budget: () => Budget | undefined
}
