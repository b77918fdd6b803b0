import { wordsFor } from '../app/words-for-error.ts'
import { spoken } from '../i18n/i18n.ts'
import { note } from '../ui/note.ts'
import type { Action } from './action.ts'
import { callFor } from './call-palette.ts'

/** Does it, whoever asks: a button, a key or the palette. What destroys something is asked about first. */
export function perform(action: Action): void {
  if (action.asks !== undefined && action.asks !== 'itself') callFor({ kind: 'question', action })
  else void carryOut(action)
}

/** Does it now; what goes wrong is said in passing. */
export async function carryOut(action: Action): Promise<void> {
  try {
    await action.run()
  } catch (error) {
    note(wordsFor(error, spoken().t))
  }
}
