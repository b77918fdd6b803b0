import { useWords } from '../i18n/use-words.ts'
import { Initials } from './initials.tsx'
import type { PeopleHere } from './people-context.ts'
import { usePeopleState } from './people-context.ts'
import { useOwnLanguage } from './use-own-language.ts'

/** Who is at the till, in the bar of every page; a press asks who takes over. */
export function SellerButton({ here: { people, showPeople } }: { here: PeopleHere }) {
  const { t } = useWords()
  usePeopleState(people)
  const { id, name } = people.seller()
  useOwnLanguage(id)
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      title={t('till.switchTo')}
      data-testid="seller"
      onClick={showPeople}
      className="flex min-h-12 min-w-12 items-center justify-center gap-2 rounded-xl px-1.5 font-medium hover:bg-sunken lg:pr-3"
    >
      <Initials name={name} />
      <span className="max-w-36 truncate text-[15px] max-lg:sr-only">{name}</span>
    </button>
  )
}
