import { lapsesAfterMs } from '../../shared/approvals/ask.ts'
import type { AnswerBody, Asked } from '../../shared/approvals/ask.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller, CallerDevice } from '../http/caller.ts'
import { takePositions } from '../log/take-positions.ts'
import { endAsked, lockAsked } from './queries.ts'
import type { Ending, LockedAsked } from './queries.ts'
import { askedOf } from './read-asked.ts'

/**
 * A manager's word on what a lane asked; the first one counts.
 *
 * @throws ApiError approval/unknown, approval/not-open where it was answered, taken back or has waited too long
 */
export async function answerAsked(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  id: string,
  { answer, reason }: AnswerBody,
): Promise<Asked> {
  const asked = await openToAnswer(tx, deps, caller.tenantId, id)
  const said = reason.trim() === '' ? null : reason.trim()
  return end(tx, deps, caller, asked, { state: answer, answeredBy: caller.userId, answerReason: said })
}

/**
 * The lane that asked no longer waits: a manager came with a PIN, or the customer has left.
 *
 * @throws ApiError approval/unknown where another lane asked it too, approval/not-open
 */
export async function withdrawAsked(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  device: CallerDevice | null,
  id: string,
): Promise<Asked> {
  const asked = await openToAnswer(tx, deps, caller.tenantId, id)
  if (asked.deviceId !== device?.id) throw new ApiError('approval/unknown')
  return end(tx, deps, caller, asked, { state: 'withdrawn', answeredBy: null, answerReason: null })
}

async function openToAnswer(tx: Tx, deps: Deps, tenantId: string, id: string): Promise<LockedAsked> {
  const [asked] = await lockAsked(tx, tenantId, [id])
  if (!asked) throw new ApiError('approval/unknown')
  const isLate = asked.askedAt.getTime() <= deps.now() - lapsesAfterMs
  if (asked.state !== 'open' || isLate) throw new ApiError('approval/not-open')
  return asked
}

async function end(
  tx: Tx,
  deps: Deps,
  { tenantId, userId }: Caller,
  asked: LockedAsked,
  ending: Omit<Ending, 'answeredAt' | 'seq'>,
): Promise<Asked> {
  const answeredAt = new Date(deps.now())
  const { kind, before, after } = asked
  await writeAudit(tx, tenantId, [
    {
      id: deps.newId(),
      at: answeredAt.toISOString(),
      actorId: userId,
      deviceId: asked.deviceId,
      action: `approval.${ending.state}`,
      subject: 'approvals',
      subjectId: asked.id,
      details: { kind, before, after, reason: ending.answerReason },
    },
  ])
  const seq = await takePositions(tx, tenantId, [['approvals', 1]])
  await endAsked(tx, tenantId, asked.id, { ...ending, answeredAt, seq })
  return askedOf(tx, deps, tenantId, asked.id)
}
