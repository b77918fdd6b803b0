import type { AskedKind } from '../../shared/approvals/ask.ts'
import type { Minor } from '../../shared/basics/scalars.ts'
import type { Approval } from '../../shared/orders/order.ts'

/** What a manager is asked to allow, as the approval sheet shows it. */
export type ApprovalRequest = {
  kind: AskedKind
  /** What it is about, such as the name of a product. */
  what: string
  /** Old and new: a number is money in the branch's currency, minor units; anything else comes as words. */
  before: Minor | string
  after: Minor | string
  /** What else belongs on the record, such as the id of the line. Plain JSON. */
  details?: Record<string, unknown>
}

/** Asks for a manager's reason and PIN, without the network too. Null where nobody gave it. */
export type AskApproval = (request: ApprovalRequest) => Promise<Approval | null>
