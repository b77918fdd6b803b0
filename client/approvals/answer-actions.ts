import { BadgeCheck, CircleX } from 'lucide-react'
import type { Asked } from '../../shared/approvals/ask.ts'
import type { Action } from '../command-palette/action.ts'
import type { Words } from '../i18n/use-words.ts'
import { saysChange } from './says-change.ts'

type Card = {
  /** Where its keys are: letters mean the question that somebody went to, and no other. */
  isCurrent: boolean
  /** Just being answered, or a reason is being typed. */
  isOff: boolean
  approve(): void | Promise<void>
  /** Opens what asks why. */
  refuse(): void
}

/** What the desk can say to a question of a till: yes, or no with a reason. */
export function answerActions(asked: Asked, words: Pick<Words, 't' | 'money' | 'number'>, card: Card) {
  const { id, kind, laneCode: lane } = asked
  const { isCurrent, isOff, approve, refuse } = card
  const common = {
    for: 'desk',
    off: isOff,
    values: { lane, what: `${words.t(`approval.${kind}`)}, ${saysChange(asked, words)}` },
  } as const
  const keyed = (keys: string) => (isCurrent ? { keys } : {})
  return {
    approve: {
      ...common,
      ...keyed('A'),
      id: `approve ${id}`,
      says: 'asked.approveFor',
      icon: BadgeCheck,
      run: approve,
    },
    refuse: {
      ...common,
      ...keyed('R'),
      id: `refuse ${id}`,
      says: 'asked.refuseFor',
      icon: CircleX,
      run: refuse,
    },
  } satisfies Record<string, Action>
}
