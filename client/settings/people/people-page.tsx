import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import type { Person } from '../../../shared/access/people.ts'
import { People } from '../../../shared/access/people.ts'
import type { Branch } from '../../../shared/branches/branch.ts'
import { useShop } from '../../app/shop-context.ts'
import { useAddressed } from '../../app/use-addressed.ts'
import { useAnswer } from '../../app/use-answer.ts'
import { useObservable } from '../../app/use-observable.ts'
import { wordsFor } from '../../app/words-for-error.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Pill } from '../../ui/pill.tsx'
import { SettingsFrame } from '../settings-frame.tsx'
import { roleWords } from './role-words.ts'
import { NewPersonDialog } from './new-person-dialog.tsx'
import { PersonSheet } from './person-sheet.tsx'

const noBranches: readonly Branch[] = []

/** Everybody who may sign in; a press opens what can be done with them. */
export function PeoplePage() {
  const { t } = useWords()
  const branches = useObservable(useShop().branches$, noBranches)
  const { value, error, ask } = useAnswer('/users', (it) => People.parse(it))
  const [adding, setAdding] = useState(false)
  const [chosenId, setChosenId] = useState<string | null>(null)
  useAddressed('person', setChosenId)
  const people = value?.people
  const chosen = people?.find(({ id }) => id === chosenId) ?? null
  return (
    <SettingsFrame>
      <main tabIndex={0} className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-3 sm:p-5">
        <div className="flex flex-wrap items-center gap-3">
          <div className="mr-auto">
            <h1 className="text-2xl font-semibold tracking-tight">{t('staff.people')}</h1>
            <p className="text-muted">{t('staff.peopleLead')}</p>
          </div>
          <Button look="primary" onClick={() => setAdding(true)}>
            <UserPlus aria-hidden className="size-5" />
            {t('staff.add')}
          </Button>
        </div>
        {people ? (
          <ul className="flex max-w-4xl flex-col gap-2" data-testid="people">
            {people.map((person) => (
              <Row
                key={person.id}
                person={person}
                branch={branches.find(({ id }) => id === person.branchId)?.name ?? null}
                onOpen={() => setChosenId(person.id)}
              />
            ))}
          </ul>
        ) : (
          <p role={error ? 'alert' : 'status'} className="text-muted">
            {error ? wordsFor(error, t) : t('staff.loading')}
          </p>
        )}
      </main>
      {adding ? <NewPersonDialog branches={branches} onClose={() => setAdding(false)} onDone={ask} /> : null}
      {chosen ? (
        <PersonSheet
          key={chosen.id}
          person={chosen}
          branches={branches}
          onClose={() => setChosenId(null)}
          onDone={ask}
        />
      ) : null}
    </SettingsFrame>
  )
}

function Row({ person, branch, onOpen }: { person: Person; branch: string | null; onOpen(): void }) {
  const { t, moment } = useWords()
  const { user } = useShop().session
  const { name, email, role, hasPin, disabledAt, lastSeenAt } = person
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="flex min-h-18 w-full flex-wrap items-center gap-x-4 gap-y-1 rounded-2xl border border-line bg-surface px-4 py-3 text-left hover:bg-sunken"
      >
        <span className="min-w-0 flex-1 basis-56">
          <span className="block font-semibold">
            {name} {person.id === user.id ? <Pill tone="accent">{t('staff.you')}</Pill> : null}
          </span>
          <span className="figures block truncate text-sm text-muted">
            {[
              email,
              branch ?? t('staff.everywhere'),
              lastSeenAt ? t('staff.signedIn', { time: moment(lastSeenAt) }) : t('staff.neverSignedIn'),
            ].join(' · ')}
          </span>
        </span>
        <span className="flex flex-wrap gap-1">
          {disabledAt ? <Pill tone="bad">{t('staff.disabled')}</Pill> : null}
          <Pill>{roleWords(role, t)}</Pill>
          <Pill tone={hasPin ? 'plain' : 'warn'}>{hasPin ? t('staff.hasPin') : t('staff.noPin')}</Pill>
        </span>
      </button>
    </li>
  )
}
