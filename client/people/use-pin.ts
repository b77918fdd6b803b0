import { useState } from 'react'
import { Pin } from '../../shared/access/lane-people.ts'
import type { LanePerson } from '../../shared/access/lane-people.ts'
import { useNow } from '../app/use-now.ts'
import { useWords } from '../i18n/use-words.ts'
import type { People } from './lane-people.ts'

type PinState = { kind: 'idle' | 'checking' | 'wrong' | 'shape' | 'broken' }

/** A PIN that is being typed for one of several people, and what is to be said about it. */
export function usePin(people: People, from: readonly LanePerson[], purpose: string, first: string | null) {
  const { t, lasted } = useWords()
  useNow(1_000)
  const [personId, setPersonId] = useState(first ?? from[0]?.id ?? '')
  const [pin, setPin] = useState('')
  const [state, setState] = useState<PinState>({ kind: 'idle' })
  const waitMs = personId === '' ? 0 : people.waitFor(personId)

  /** The person, where the PIN is theirs; else null, and what is wrong is said. */
  async function check(): Promise<LanePerson | null> {
    if (state.kind === 'checking' || waitMs > 0) return null
    if (!Pin.safeParse(pin).success) {
      setState({ kind: 'shape' })
      return null
    }
    setState({ kind: 'checking' })
    try {
      const answer = await people.check(personId, pin, purpose)
      setPin('')
      setState({ kind: answer.kind === 'wrong' ? 'wrong' : 'idle' })
      return answer.kind === 'right' ? answer.person : null
    } catch {
      setState({ kind: 'broken' })
      return null
    }
  }

  function fault(): string | null {
    // Counted in whole seconds, and never as none while there is something left.
    if (waitMs > 0) return t('people.wait', { duration: lasted(Math.ceil(waitMs / 1_000) * 1_000) })
    if (state.kind === 'wrong') return t('people.wrong')
    if (state.kind === 'shape') return t('people.shape')
    return state.kind === 'broken' ? t('people.cannotCheck') : null
  }

  return {
    from,
    personId,
    pin,
    checking: state.kind === 'checking',
    waiting: waitMs > 0,
    fault: state.kind === 'checking' ? null : fault(),
    check,
    choose(id: string) {
      setPersonId(id)
      setPin('')
      setState({ kind: 'idle' })
    },
    type(next: string) {
      setPin(next)
      if (state.kind !== 'checking') setState({ kind: 'idle' })
    },
  }
}

export type PinEntry = ReturnType<typeof usePin>
