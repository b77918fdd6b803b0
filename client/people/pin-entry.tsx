import type { KeyboardEvent } from 'react'
import { useRef } from 'react'
import type { LanePerson } from '../../shared/access/lane-people.ts'
import { useWords } from '../i18n/use-words.ts'
import { Keypad } from '../pos/keypad.tsx'
import { classNames } from '../ui/class-names.ts'
import { TextField } from '../ui/text-field.tsx'
import { Initials } from './initials.tsx'
import type { PinEntry } from './use-pin.ts'

/**
 * People by name, and the PIN of the chosen one. By keyboard: arrows up and down choose while the PIN is typed, Enter
 * is the form's own. On glass the keypad types.
 */
export function PinFields({ entry, label }: { entry: PinEntry; label: string }) {
  const { t } = useWords()
  const field = useRef<HTMLDivElement>(null)
  const chosen = entry.from.find(({ id }) => id === entry.personId)
  const focus = () => field.current?.querySelector('input')?.focus()

  function onKey(event: KeyboardEvent) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    const at = entry.from.findIndex(({ id }) => id === entry.personId)
    const next = entry.from[Math.min(entry.from.length - 1, Math.max(0, at + by))]
    if (next) entry.choose(next.id)
  }

  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <div
        role="radiogroup"
        aria-label={label}
        className="grid max-h-44 auto-rows-min grid-cols-2 gap-2 overflow-y-auto p-0.5 sm:max-h-80 sm:grid-cols-1"
      >
        {entry.from.map((person) => (
          <PersonOption
            key={person.id}
            person={person}
            chosen={person.id === entry.personId}
            onChoose={() => {
              entry.choose(person.id)
              focus()
            }}
          />
        ))}
      </div>
      <div ref={field} className="flex flex-col gap-3" onKeyDown={onKey}>
        <TextField
          big
          data-first
          label={chosen ? t('people.pinOf', { name: chosen.name }) : t('people.pin')}
          type="password"
          name="pin"
          inputMode={matchMedia('(pointer: fine)').matches ? 'numeric' : 'none'}
          // No password manager keeps a till's PIN: it is everybody's browser.
          autoComplete="off"
          data-testid="pin"
          value={entry.pin}
          fault={entry.fault}
          onChange={(event) => entry.type(event.currentTarget.value)}
        />
        <Keypad
          label={t('people.pin')}
          value={entry.pin}
          decimals={false}
          onChange={(next) => {
            entry.type(next)
            // Enter after a pressed figure means the form, not the figure again.
            focus()
          }}
        />
      </div>
    </div>
  )
}

type OptionProps = { person: LanePerson; chosen: boolean; onChoose(): void }

function PersonOption({ person, chosen, onChoose }: OptionProps) {
  const { t } = useWords()
  return (
    <button
      type="button"
      role="radio"
      aria-checked={chosen}
      onClick={onChoose}
      className={classNames(
        'flex min-h-14 shrink-0 items-center gap-3 rounded-xl border-2 px-2.5 text-left',
        chosen ? 'border-accent bg-accent-soft' : 'border-transparent hover:bg-sunken',
      )}
    >
      <span className="max-sm:hidden">
        <Initials name={person.name} />
      </span>
      <span className="min-w-0 leading-tight">
        <span className="block truncate font-medium">{person.name}</span>
        <span className="block truncate text-sm text-muted">{t(`people.role_${person.role}`)}</span>
      </span>
    </button>
  )
}
