import { Check, Store } from 'lucide-react'
import type { FormEvent } from 'react'
import { useEffect, useState } from 'react'
import type { SessionUser } from '../../shared/access/session.ts'
import type { Branch } from '../../shared/branches/branch.ts'
import { useTranslation } from '../i18n/i18n.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { TextField } from '../ui/text-field.tsx'
import { account } from './app-parts.ts'
import { Entrance } from './sign-in-page.tsx'
import { wordsFor } from './words-for-error.ts'

/** Makes this browser a lane: once, by someone who may sell. STAFF stand in their own branch. */
export function LanePage({ user, onDesk }: { user: SessionUser; onDesk: (() => void) | null }) {
  const { t } = useTranslation()
  const { branches, fault, again } = useBranches()
  const [chosen, setChosen] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [state, setState] = useState<{ kind: 'idle' | 'working' } | { kind: 'failed'; why: string }>({
    kind: 'idle',
  })
  const branch =
    branches?.find(({ id }) => id === chosen) ?? (branches?.length === 1 ? branches[0] : undefined)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!branch || state.kind === 'working') return
    setState({ kind: 'working' })
    try {
      await account.openLane(branch, name.trim() || t('lane.laneUnnamed'))
    } catch (error) {
      setState({ kind: 'failed', why: wordsFor(error, t) })
    }
  }

  return (
    <Entrance aside={<p className="text-muted">{t('lane.signedInAs', { name: user.name })}</p>}>
      <h1 className="text-3xl font-semibold tracking-tight">{t('lane.title')}</h1>
      <p className="mt-2 mb-8 text-muted">{t('lane.lead')}</p>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-2 text-sm font-medium text-muted">{t('lane.branch')}</legend>
          {branches?.map((one) => (
            <BranchOption
              key={one.id}
              branch={one}
              chosen={one === branch}
              onChoose={() => setChosen(one.id)}
            />
          ))}
          {branches === null && !fault ? <p className="py-3 text-muted">{t('lane.loading')}</p> : null}
          {branches?.length === 0 ? <p className="py-3">{t('lane.noBranch')}</p> : null}
          {fault ? (
            <div role="alert" className="flex flex-col gap-2 text-bad">
              {wordsFor(fault, t)}
              <Button onClick={again}>{t('common.tryAgain')}</Button>
            </div>
          ) : null}
        </fieldset>
        <TextField
          label={t('lane.lane')}
          hint={t('lane.laneHint')}
          placeholder={t('lane.laneExample')}
          name="lane"
          maxLength={80}
          value={name}
          fault={state.kind === 'failed' ? state.why : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" look="primary" disabled={!branch || state.kind === 'working'}>
          {state.kind === 'working' ? t('lane.working') : t('lane.submit')}
        </Button>
        {onDesk ? (
          <Button look="quiet" onClick={onDesk}>
            {t('lane.toDesk')}
          </Button>
        ) : null}
        <Button look="quiet" className="text-muted" onClick={() => void account.signOut()}>
          {t('lane.other')}
        </Button>
      </form>
    </Entrance>
  )
}

function BranchOption({ branch, chosen, onChoose }: { branch: Branch; chosen: boolean; onChoose(): void }) {
  return (
    <label
      className={classNames(
        'flex min-h-16 cursor-pointer items-center gap-3 rounded-xl border px-4',
        'has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-text',
        chosen ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface hover:bg-sunken',
      )}
    >
      <input
        type="radio"
        name="branch"
        value={branch.id}
        checked={chosen}
        onChange={onChoose}
        className="sr-only"
      />
      <Store aria-hidden className="size-5 text-muted" />
      <span className="flex-1">
        <span className="block font-medium">{branch.name}</span>
        <span className="block text-sm text-muted">{branch.code}</span>
      </span>
      {chosen ? <Check aria-hidden className="size-5 text-accent-text" /> : null}
    </label>
  )
}

function useBranches() {
  const [branches, setBranches] = useState<Branch[] | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let current = true
    account.branches().then(
      (found) => (current ? setBranches(found) : undefined),
      (error: unknown) => (current ? setFault(error) : undefined),
    )
    return () => {
      current = false
    }
  }, [attempt])
  return {
    branches,
    fault,
    again: () => {
      setFault(null)
      setAttempt(attempt + 1)
    },
  }
}
