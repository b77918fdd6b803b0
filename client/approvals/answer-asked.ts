import type { AnswerBody, Asked } from '../../shared/approvals/ask.ts'
import { AskedList } from '../../shared/approvals/ask.ts'
import { ApiError } from '../app/api.ts'
import { account } from '../app/app-parts.ts'
import { command } from '../app/command.ts'

/**
 * Answers a question of a till.
 *
 * @returns the question as it ended before, where somebody was faster or the till has gone; null where this answer counts
 * @throws ApiError, NoAnswer
 */
export async function answerAsked({ id }: Asked, body: AnswerBody): Promise<Asked | null> {
  try {
    await command(`/approvals/${id}/answer`, body)
    return null
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'approval/not-open') throw error
    const { past } = AskedList.parse(await account.callAs('/approvals'))
    const ended = past.find((one) => one.id === id)
    if (!ended) throw error
    return ended
  }
}
