import { z } from 'zod'
import { Amount, Currency, Id, Instant, text, title } from '../basics/scalars.ts'
import { approvalKinds } from '../orders/needed-approvals.ts'

/** What a manager may be asked to allow. */
export const askedKinds = [
  ...approvalKinds,
  'negative_recount',
  'cash_out',
  'allowance',
  'drawer_recount',
] as const
export type AskedKind = (typeof askedKinds)[number]

/** A number is money in the minor unit of the request's currency; pieces come as figures, anything else as words. */
const Value = z.union([Amount, text(100)])

/** POST /approvals: what a lane asks the desk to allow. */
export const AskBody = z.strictObject({
  /** Made by the lane. */
  id: Id,
  kind: z.enum(askedKinds),
  /** Who stands at the till and asks. */
  cashierId: Id,
  /** What it is about, such as the name of a product; empty for a whole sale. */
  what: text(2000),
  before: Value,
  after: Value,
  currency: Currency,
  reason: title(500),
  /** What else belongs on the record, such as the line, or each of two hundred counts; small. */
  details: z
    .record(z.string(), z.unknown())
    .refine((details) => JSON.stringify(details).length <= 40_000, 'too much; at most 40,000 characters')
    .default({}),
})
export type AskBody = z.infer<typeof AskBody>

/** POST /approvals/:id/answer. A refusal says why. */
export const AnswerBody = z.discriminatedUnion('answer', [
  z.strictObject({ answer: z.literal('approved'), reason: text(500).default('') }),
  z.strictObject({ answer: z.literal('refused'), reason: title(500) }),
])
export type AnswerBody = z.infer<typeof AnswerBody>

export const askStates = ['open', 'approved', 'refused', 'withdrawn', 'lapsed'] as const

/** So long somebody at a till waits for the desk at most. Whoever answers later answers nobody. Milliseconds. */
export const lapsesAfterMs = 30 * 60_000

/** A request as the lane that asked and the desk see it. */
export const Asked = z.object({
  id: z.string(),
  kind: z.enum(askedKinds),
  state: z.enum(askStates),
  branchId: z.string(),
  deviceId: z.string(),
  /** Branch and lane, such as `DT-L1`. */
  laneCode: z.string(),
  cashierId: z.string(),
  cashierName: z.string(),
  what: z.string(),
  before: z.union([z.number(), z.string()]),
  after: z.union([z.number(), z.string()]),
  currency: z.string(),
  reason: z.string(),
  askedAt: Instant,
  answeredAt: z.nullable(Instant),
  answeredBy: z.nullable(z.string()),
  answeredByName: z.nullable(z.string()),
  /** What the manager said, on a refusal always. */
  answerReason: z.nullable(z.string()),
  /** The order, shift or movement that was written on the strength of it. */
  usedFor: z.nullable(z.string()),
})
export type Asked = z.infer<typeof Asked>

export const AskedList = z.object({
  /** Waiting for an answer, oldest first. */
  open: z.array(Asked),
  /** The newest that are answered, withdrawn or lapsed, newest first. */
  past: z.array(Asked),
})
export type AskedList = z.infer<typeof AskedList>
