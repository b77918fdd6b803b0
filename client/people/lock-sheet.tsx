import type { FormEvent } from 'react'
import '../i18n/sheet-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { useFirstFocus } from '../ui/top-dialog.tsx'
import { useLanePeople, usePeopleState } from './people-context.ts'
import { PinFields } from './pin-entry.tsx'
import { usePin } from './use-pin.ts'

/** A locked till waits for whoever left it, or takes anybody of the lane: a name, a PIN, Enter. */
export function LockSheet({ titleId }: { titleId: string }) {
  const { t } = useWords()
  const { people } = useLanePeople()
  const { people: everybody } = usePeopleState(people)
  const entry = usePin(people, everybody, 'unlock', people.seller().id)
  const form = useFirstFocus<HTMLFormElement>()

  async function submit(event: FormEvent) {
    event.preventDefault()
    const person = await entry.check()
    if (person) people.putAtTill(person)
  }

  return (
    <>
      <header className="px-5 pt-4 pb-2">
        <h2 id={titleId} className="pt-1.5 text-xl font-semibold tracking-tight text-balance">
          {t('people.locked')}
        </h2>
        <p className="mt-1 text-[15px] text-muted">{t('people.lockedHint')}</p>
      </header>
      <form
        ref={form}
        onSubmit={(event) => void submit(event)}
        className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-5 pt-2 pb-5"
        data-testid="people-sheet"
      >
        <PinFields entry={entry} label={t('people.people')} />
        <Button type="submit" look="primary" disabled={entry.checking || entry.waiting || entry.pin === ''}>
          {entry.checking ? t('people.checking') : t('people.unlock')}
        </Button>
      </form>
    </>
  )
}
