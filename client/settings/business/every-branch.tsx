import type { FormEvent } from 'react'
import { useState } from 'react'
import type { Branch } from '../../../shared/branches/branch.ts'
import type { Business } from '../../../shared/branches/business.ts'
import type { SettingName } from '../../../shared/branches/change-settings.ts'
import { command } from '../../app/command.ts'
import { wordsFor } from '../../app/words-for-error.ts'
import { useWords } from '../../i18n/use-words.ts'
import { nameOfType } from '../../pos/pay-ways.tsx'
import { Button } from '../../ui/button.tsx'
import { note } from '../../ui/note.ts'
import { TextField } from '../../ui/text-field.tsx'
import { changeOf, draftOf, readSetting } from '../branches/draft.ts'
import { Group } from '../branches/group.tsx'

type Typed = Record<'low' | 'lead' | 'cover' | 'service' | 'second' | 'rate' | 'types', string>
const empty: Typed = { low: '', lead: '', cover: '', service: '', second: '', rate: '', types: '' }

/** What every branch is to have alike; an empty field leaves each branch what it has. */
export function EveryBranch({ business, branches }: { business: Business; branches: readonly Branch[] }) {
  const words = useWords()
  const { t, number } = words
  const [typed, setTyped] = useState(empty)
  const [refused, setRefused] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const types = typed.types
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one) => knownType(one, branches, (type) => nameOfType(type, t)))
  const model = branches[0]
  const draft = model && {
    ...draftOf(model.settings, words),
    lowStockThreshold: typed.low,
    'supply.leadDays': typed.lead,
    'supply.coverDays': typed.cover,
    'supply.serviceBp': typed.service,
    secondCurrency: { currency: typed.second, rate: typed.rate },
    paymentTypes: types,
  }
  const wanted: SettingName[] = [
    ...(typed.low.trim() === '' ? [] : (['lowStockThreshold'] as const)),
    ...(typed.lead.trim() === '' ? [] : (['supply.leadDays'] as const)),
    ...(typed.cover.trim() === '' ? [] : (['supply.coverDays'] as const)),
    ...(typed.service.trim() === '' ? [] : (['supply.serviceBp'] as const)),
    ...(typed.second.trim() + typed.rate.trim() === '' ? [] : (['secondCurrency'] as const)),
    ...(types.length === 0 ? [] : (['paymentTypes'] as const)),
  ]
  const read = new Map(
    wanted.flatMap((name) => (draft ? [[name, readSetting(name, draft, business.currency)] as const] : [])),
  )
  const isFine = wanted.length > 0 && [...read.values()].every(({ kind }) => kind === 'fits')
  const faulty = (name: SettingName, words_: string) => (read.get(name)?.kind === 'fault' ? words_ : null)
  const spread = (of: (branch: Branch) => string) =>
    branches.map((branch) => `${branch.name}: ${of(branch)}`).join(' · ')
  const field = (name: keyof Typed) => ({
    name,
    value: typed[name],
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => {
      setRefused(null)
      setTyped({ ...typed, [name]: event.currentTarget.value })
    },
  })

  async function save(event: FormEvent) {
    event.preventDefault()
    if (!isFine || busy) return
    setBusy(true)
    const values = [...read].flatMap(([name, one]) =>
      one.kind === 'fits' ? [[name, one.value] as const] : [],
    )
    try {
      await command('/business', { everyBranch: changeOf(new Map(values)) }, 'PATCH')
      note(t('settings.saved'), t('settings.savedHint'))
      setTyped(empty)
    } catch (error) {
      setRefused(error)
    }
    setBusy(false)
  }

  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      <Group title={t('business.every')} lead={t('business.everyLead')}>
        <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
          <TextField
            {...field('low')}
            inputMode="numeric"
            label={t('settings.lowStock')}
            hint={spread(({ settings }) => number(settings.lowStockThreshold))}
            fault={faulty('lowStockThreshold', t('settings.piecesFault'))}
          />
          <TextField
            {...field('lead')}
            inputMode="numeric"
            label={t('settings.leadDays')}
            hint={spread(({ settings }) => number(settings.supply.leadDays))}
            fault={faulty('supply.leadDays', t('settings.daysFault', { least: 0, most: 120 }))}
          />
          <TextField
            {...field('cover')}
            inputMode="numeric"
            label={t('settings.coverDays')}
            hint={spread(({ settings }) => number(settings.supply.coverDays))}
            fault={faulty('supply.coverDays', t('settings.daysFault', { least: 1, most: 180 }))}
          />
          <TextField
            {...field('service')}
            inputMode="decimal"
            label={t('settings.service')}
            hint={spread(({ settings }) => number(settings.supply.serviceBp / 100))}
            fault={faulty('supply.serviceBp', t('settings.serviceFault'))}
          />
          <TextField
            {...field('types')}
            label={t('settings.paymentTypes')}
            hint={`${t('business.typesHint')} ${spread(({ settings }) =>
              settings.paymentTypes.map((type) => nameOfType(type, t)).join(', '),
            )}`}
            fault={faulty('paymentTypes', t('settings.typeFault'))}
          />
          <TextField
            {...field('second')}
            maxLength={3}
            label={t('settings.second')}
            hint={spread(({ settings }) => settings.secondCurrency?.currency ?? '—')}
            fault={faulty('secondCurrency', t('business.secondFault'))}
          />
          <TextField
            {...field('rate')}
            inputMode="decimal"
            label={t('settings.rate', { currency: business.currency })}
            hint={spread(({ settings }) =>
              settings.secondCurrency
                ? number(settings.secondCurrency.rate, { maximumFractionDigits: 12 })
                : '—',
            )}
          />
          {refused ? (
            <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 text-bad sm:col-span-2">
              {wordsFor(refused, t)}
            </p>
          ) : null}
          <Button type="submit" look="primary" disabled={!isFine || busy} className="sm:col-span-2">
            {t(busy ? 'settings.saving' : 'business.setEvery', { count: branches.length })}
          </Button>
        </div>
      </Group>
    </form>
  )
}

/** What is typed as people read it is what orders call it. */
function knownType(typed: string, branches: readonly Branch[], nameOf: (type: string) => string): string {
  const known = new Set([
    'cash',
    'card',
    'transfer',
    ...branches.flatMap(({ settings }) => settings.paymentTypes),
  ])
  return [...known].find((type) => nameOf(type).toLowerCase() === typed.toLowerCase()) ?? typed
}
