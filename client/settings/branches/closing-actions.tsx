import { DoorClosed, DoorOpen } from 'lucide-react'
import { useState } from 'react'
import type { Branch } from '../../../shared/branches/branch.ts'
import { isOpen } from '../../../shared/branches/is-open.ts'
import { Closing, isInTheWay, type InTheWay } from '../../../shared/branches/closing.ts'
import { AskFirst } from '../../app/ask-first.tsx'
import { command } from '../../app/command.ts'
import type { Place } from '../../app/place.ts'
import { PlaceLink } from '../../app/place-link.tsx'
import { useAnswer } from '../../app/use-answer.ts'
import { wordsFor } from '../../app/words-for-error.ts'
import { ActionButton } from '../../command-palette/action-button.tsx'
import { useActions } from '../../command-palette/use-actions.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { note } from '../../ui/note.ts'
import { branchNow } from './save-settings.ts'

/** Closes a branch for good, or opens one again. */
export function ClosingButton({ branch }: { branch: Branch }) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const offered = useActions([
    isOpen(branch)
      ? {
          id: 'branch close',
          says: 'closing.close',
          icon: DoorClosed,
          for: 'admin',
          run: () => setAsking(true),
        }
      : {
          id: 'branch reopen',
          says: 'closing.reopen',
          icon: DoorOpen,
          for: 'admin',
          run: () => setAsking(true),
        },
  ])
  const leave = () => setAsking(false)
  return (
    <>
      {offered.map((action) => (
        <ActionButton key={action.id} action={action} />
      ))}
      {asking && isOpen(branch) ? <CloseDialog branch={branch} onClose={leave} /> : null}
      {asking && !isOpen(branch) ? (
        <AskFirst
          title={t('closing.reopenAsk', { name: branch.name })}
          text={t('closing.reopenText')}
          button={t('closing.reopen')}
          onConfirm={() => change(branch, 'reopen')}
          onClose={leave}
        />
      ) : null}
    </>
  )
}

function CloseDialog({ branch, onClose }: { branch: Branch; onClose(): void }) {
  const { t } = useWords()
  const { value, error, ask } = useAnswer(`/branches/${branch.id}/closing`, (it) => Closing.parse(it))
  if (value && !isInTheWay(value.inTheWay))
    return (
      <AskFirst
        title={t('closing.ask', { name: branch.name })}
        text={t('closing.text')}
        button={t('closing.close')}
        onConfirm={async () => {
          try {
            await change(branch, 'close')
          } catch (failure) {
            // Something may have come since it was looked at.
            await ask()
            throw failure
          }
          note(t('closing.closed', { name: branch.name }))
        }}
        onClose={onClose}
      />
    )
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('closing.notYet', { name: branch.name })}
      description={t('closing.notYetText')}
      closeLabel={t('common.close')}
    >
      {value ? (
        <InTheWayList branch={branch} found={value.inTheWay} onFollow={onClose} />
      ) : (
        <p role={error ? 'alert' : 'status'} className="text-muted">
          {error ? wordsFor(error, t) : t('closing.looking')}
        </p>
      )}
      <div className="mt-4 flex gap-2">
        <Button className="flex-1" onClick={() => void ask()}>
          {t('closing.lookAgain')}
        </Button>
        <Button data-first className="flex-1" onClick={onClose}>
          {t('common.close')}
        </Button>
      </div>
    </Dialog>
  )
}

type ListProps = { branch: Branch; found: InTheWay; onFollow(): void }

/** What is in the way, each with the page where it can be seen to. */
function InTheWayList({ branch, found, onFollow }: ListProps) {
  const { t, number } = useWords()
  const products = new URLSearchParams({ branch: branch.id, f: 'onHand.gt.0' }).toString()
  const reasons: readonly { count: number; says: string; to: Place | null; search?: string }[] = [
    {
      count: found.unsentLanes,
      says: t('closing.unsentLanes', { count: found.unsentLanes }),
      to: '/branches',
    },
    { count: found.openShifts, says: t('closing.openShifts', { count: found.openShifts }), to: '/branches' },
    { count: found.parkedSales, says: t('closing.parkedSales', { count: found.parkedSales }), to: null },
    { count: found.cases, says: t('closing.cases', { count: found.cases }), to: '/conflicts' },
    {
      count: found.deadLetters,
      says: t('closing.deadLetters', { count: found.deadLetters }),
      to: '/dead-letters',
    },
    {
      count: found.products,
      says: t('closing.products', { count: found.products, pieces: number(found.pieces) }),
      to: '/products',
      search: `?${products}`,
    },
    { count: found.locations, says: t('closing.locations'), to: '/shopify' },
    { count: found.isLast ? 1 : 0, says: t('closing.isLast'), to: null },
  ]
  return (
    <ul className="flex flex-col gap-2" data-testid="in-the-way">
      {reasons
        .filter(({ count }) => count > 0)
        .map(({ says, to, search }) => (
          <li key={says} className="rounded-xl bg-warn-soft px-4 py-1 text-warn">
            {to === null ? (
              <p className="py-2">{says}</p>
            ) : (
              <PlaceLink
                to={to}
                {...(search === undefined ? {} : { search })}
                onFollow={onFollow}
                className="flex min-h-12 items-center underline"
              >
                {says}
              </PlaceLink>
            )}
          </li>
        ))}
    </ul>
  )
}

async function change(branch: Branch, what: 'close' | 'reopen'): Promise<void> {
  // The copy here may be some seconds behind; what is closed is the branch as it stands.
  const { seq: version } = (await branchNow(branch.id)) ?? branch
  await command(`/branches/${branch.id}/${what}`, { version })
}
