import type { FormEvent } from 'react'
import { useState } from 'react'
import { z } from 'zod'
import { Known } from '../../../shared/inventory/ledger.ts'
import { account } from '../../app/app-parts.ts'
import { useAnswer } from '../../app/use-answer.ts'
import { wordsFor } from '../../app/words-for-error.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'

const Lanes = z.object({
  devices: z.array(z.object({ id: z.string(), code: z.string(), name: z.string() })),
})

type Props = {
  productId: string
  branchId: string
  known: Known | null
  onKnown(known: Known | null): void
}

/** Asks what a lane knew of the shelf at a moment, and says what cannot be known. */
export function KnewPanel({ productId, branchId, known, onKnown }: Props) {
  const { t } = useWords()
  const { value } = useAnswer(`/devices?branchId=${branchId}`, (it) => Lanes.parse(it))
  const lanes = value?.devices ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const [typed, setTyped] = useState(() => localMinute(Date.now()))
  const [isAhead, setAhead] = useState(false)
  const [refused, setRefused] = useState<unknown>(null)
  const laneId = chosen ?? lanes[0]?.id ?? null
  const at = Date.parse(typed)

  async function look(event: FormEvent) {
    event.preventDefault()
    if (laneId === null || Number.isNaN(at)) return
    setRefused(null)
    const ahead = at > Date.now()
    setAhead(ahead)
    // What was shown of another moment would stand as the answer for this one.
    if (ahead) return onKnown(null)
    // A minute that was typed is meant to its end.
    const asked = new Date(at + 59_999).toISOString()
    const path = `/products/${productId}/known?branchId=${branchId}&deviceId=${laneId}&at=${asked}`
    try {
      onKnown(Known.parse(await account.callAs(path)))
    } catch (error) {
      setRefused(error)
    }
  }

  return (
    <section className="rounded-2xl border border-line bg-surface px-4 py-3" data-testid="knew">
      <h2 className="text-lg font-semibold">{t('ledger.knewTitle')}</h2>
      <p className="mb-3 text-[15px] text-muted">{t('ledger.knewLead')}</p>
      {value && lanes.length === 0 ? <p className="text-muted">{t('ledger.noLanes')}</p> : null}
      {lanes.length > 0 ? (
        <form onSubmit={(event) => void look(event)} className="flex flex-wrap items-end gap-3">
          <Select
            label={t('ledger.lane')}
            isShown
            value={laneId ?? ''}
            onChange={setChosen}
            options={lanes.map(({ id, code, name }) => ({ value: id, label: `${code} · ${name}` }))}
          />
          <label className="flex flex-col gap-1.5 text-sm font-medium text-muted">
            {t('ledger.at')}
            <input
              type="datetime-local"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              className="h-12 rounded-xl border border-line-strong bg-surface px-3 text-base font-normal text-ink"
            />
          </label>
          <Button type="submit" look="primary">
            {t('ledger.ask')}
          </Button>
        </form>
      ) : null}
      {isAhead || refused ? (
        <p role="alert" className="mt-3 text-bad">
          {isAhead ? t('ledger.ahead') : wordsFor(refused, t)}
        </p>
      ) : null}
      {known ? <Said known={known} /> : null}
    </section>
  )
}

function Said({ known: { told, shelf, own } }: { known: Known }) {
  const { t, fullMoment } = useWords()
  if (!told || shelf === null) {
    return (
      <div role="status" className="mt-3 rounded-xl bg-sunken px-4 py-3">
        <p className="font-medium">{t('ledger.unknown')}</p>
        <p className="text-[15px] text-muted">{t('ledger.unknownHint')}</p>
      </div>
    )
  }
  return (
    <div role="status" className="figures mt-3 rounded-xl bg-sunken px-4 py-3">
      <p className="text-lg font-semibold">{t('ledger.showed', { count: shelf + own })}</p>
      <p>{t('ledger.told', { time: fullMoment(told.at), count: shelf })}</p>
      {own === 0 ? null : <p>{t('ledger.own', { count: -own })}</p>}
      <p>{t('ledger.notYet')}</p>
      <p className="mt-1 text-sm text-muted">{t('ledger.caveat')}</p>
    </div>
  )
}

/** A moment as a field for it takes it: `2026-11-21T14:05`, by the clock of this device. */
function localMinute(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}
