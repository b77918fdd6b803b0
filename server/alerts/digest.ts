/** A level that came down to its threshold, as a message tells it. */
export type LowItem = {
  productId: string
  title: string
  sku: string
  branchName: string
  onHand: number
  threshold: number
  /** Whether the threshold is one of the person's own. */
  isOwn: boolean
}

/** What one message tells: the first of what came down, and how much there is in all. */
export type Digest = {
  /** The same however often it is sent. */
  id: string
  items: LowItem[]
  count: number
  /** When the last of it came down. */
  at: Date
  business: string
  /** By whose clocks its moment is told. */
  timeZone: string
}
