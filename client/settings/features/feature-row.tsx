import type { FormEvent } from 'react'
import { useState } from 'react'
import { Branch } from '../../../shared/branches/branch.ts'
import type { FlagName } from '../../../shared/branches/flags.ts'
import { hasFeature, shareOf } from '../../../shared/branches/flags.ts'
import { command } from '../../app/command.ts'
import { wordsFor } from '../../app/words-for-error.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { note } from '../../ui/note.ts'
import { featureWords } from './feature-words.ts'

type Props = {
  name: FlagName
  branch: Branch
  laneIds: readonly string[]
  /** One change at a time: each starts from the version before it. */
  busy: boolean
  onBusy(busy: boolean): void
  onChanged(branch: Branch): void
}

/** One feature at one branch: off, on, or at a share of its lanes. */
export function FeatureRow({ name, branch, laneIds, busy, onBusy, onChanged }: Props) {
  const { t } = useWords()
  const { percent, isSaid } = shareOf(branch.flags, name)
  const [typed, setTyped] = useState<string | null>(null)
  const [refused, setRefused] = useState<unknown>(null)
  const shown = typed ?? String(percent)
  const wanted = /^\d{1,3}$/.test(shown.trim()) ? Number(shown) : Number.NaN
  const isGood = wanted <= 100
  const having = laneIds.filter((id) => hasFeature(branch.flags, name, id)).length

  async function set(next: number | null) {
    onBusy(true)
    setRefused(null)
    try {
      const body = { version: branch.seq, flags: { [name]: next } }
      onChanged(Branch.parse(await command(`/branches/${branch.id}/flags`, body, 'PATCH')))
      setTyped(null)
      const said = next ?? shareOf({}, name).percent
      note(t('features.saved', { feature: featureWords(name, t).title, branch: branch.name, percent: said }))
    } catch (error) {
      setRefused(error)
    } finally {
      onBusy(false)
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isGood) void set(wanted)
  }

  return (
    <li className="border-t border-line px-4 py-3" data-testid={`feature-${name}-${branch.code}`}>
      <form onSubmit={submit} noValidate className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="min-w-0 flex-1 basis-48">
          <span className="block font-medium">{branch.name}</span>
          <span className="figures block text-sm text-muted">
            {t('features.lanesNow', { have: having, all: laneIds.length })}
            {isSaid ? null : ` · ${t('features.byDefault')}`}
          </span>
        </span>
        <label className="flex items-center gap-2">
          <span className="text-sm text-muted">{t('features.share')}</span>
          <input
            inputMode="numeric"
            value={shown}
            aria-label={`${t('features.share')} · ${branch.name}`}
            aria-invalid={isGood ? undefined : true}
            onChange={(event) => setTyped(event.currentTarget.value)}
            className="figures h-12 w-20 rounded-xl border border-line-strong bg-surface px-3 text-right aria-invalid:border-bad"
          />
        </label>
        <Button
          type="submit"
          look={wanted === percent ? 'secondary' : 'primary'}
          disabled={busy || !isGood || (wanted === percent && isSaid)}
        >
          {t('common.save')}
        </Button>
        <Button disabled={busy || (percent === 0 && isSaid)} onClick={() => void set(0)}>
          {t('features.off')}
        </Button>
        <Button disabled={busy || (percent === 100 && isSaid)} onClick={() => void set(100)}>
          {t('features.on')}
        </Button>
        {isSaid ? (
          <Button look="quiet" disabled={busy} onClick={() => void set(null)}>
            {t('features.reset')}
          </Button>
        ) : null}
      </form>
      {isGood ? null : (
        <p role="alert" className="mt-1 text-sm text-bad">
          {t('features.shareFault')}
        </p>
      )}
      {refused ? (
        <p role="alert" className="mt-2 rounded-xl bg-bad-soft px-4 py-3 text-bad">
          {wordsFor(refused, t)}
        </p>
      ) : null}
    </li>
  )
}
