import { Lock } from 'lucide-react'
import type { FormEvent } from 'react'
import '../i18n/sheet-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useLanePeople, usePeopleState } from './people-context.ts'
import { PinFields } from './pin-entry.tsx'
import { usePin } from './use-pin.ts'

const waits = ['0', '1', '5', '15'] as const

/** Who is selling: a name, a PIN, Enter. */
export function PeopleSheet({ onClose }: { onClose(): void }) {
  const { t } = useWords()
  const { people } = useLanePeople()
  const { people: everybody, lockAfter } = usePeopleState(people)
  // The till is handed to somebody else.
  const seller = people.seller().id
  const first = everybody.find(({ id }) => id !== seller)
  const entry = usePin(people, everybody, 'switch', first?.id ?? null)

  async function submit(event: FormEvent) {
    event.preventDefault()
    const person = await entry.check()
    if (!person) return
    people.putAtTill(person)
    onClose()
  }

  if (everybody.length === 0) {
    return (
      <Dialog
        open
        onClose={onClose}
        title={t('people.none')}
        description={t('people.noneHint')}
        closeLabel={t('common.close')}
      >
        <Button data-first look="primary" className="mt-4" onClick={onClose}>
          {t('common.close')}
        </Button>
      </Dialog>
    )
  }
  return (
    <Dialog open onClose={onClose} title={t('people.who')} closeLabel={t('common.close')}>
      <form
        onSubmit={(event) => void submit(event)}
        className="flex flex-col gap-4 pt-2"
        data-testid="people-sheet"
      >
        <PinFields entry={entry} label={t('people.people')} />
        <div className="flex gap-2">
          {people.canLock() ? (
            <Button
              onClick={() => {
                people.lock()
                onClose()
              }}
            >
              <Lock aria-hidden className="size-5" />
              {t('people.lock')}
            </Button>
          ) : null}
          <Button
            type="submit"
            look="primary"
            className="flex-1"
            disabled={entry.checking || entry.waiting || entry.pin === ''}
          >
            {entry.checking ? t('people.checking') : t('people.enter')}
          </Button>
        </div>
        <div>
          <p className="mb-1.5 text-sm font-medium text-muted">{t('people.lockAfter')}</p>
          <Choice
            label={t('people.lockAfter')}
            value={waits.find((one) => one === String(lockAfter)) ?? '0'}
            options={waits.map((one) => ({
              value: one,
              label: one === '0' ? t('people.never') : t('people.minutes', { minutes: one }),
            }))}
            onChange={(next) => people.lockAfter(Number(next))}
          />
        </div>
      </form>
    </Dialog>
  )
}
