import type { GivenBack } from './give-back.ts'

type NotGiven = Exclude<GivenBack, { kind: 'given' | 'nothing' }>

/** Why no money went back, and what to do about it. */
export const notGivenWords = {
  'not-approved': 'sold.notApproved',
  'no-shift': 'sold.shiftNeeded',
} as const satisfies Record<NotGiven['kind'], string>
