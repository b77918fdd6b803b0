import type { FormEvent } from 'react'
import { useState } from 'react'
import { Business } from '../../../shared/branches/business.ts'
import type { BusinessChange } from '../../../shared/branches/business.ts'
import type { Branch } from '../../../shared/branches/branch.ts'
import { command } from '../../app/command.ts'
import { useShop } from '../../app/shop-context.ts'
import { useAnswer } from '../../app/use-answer.ts'
import { useObservable } from '../../app/use-observable.ts'
import { wordsFor } from '../../app/words-for-error.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { note } from '../../ui/note.ts'
import { TextField } from '../../ui/text-field.tsx'
import { Group } from '../branches/group.tsx'
import { SettingsFrame } from '../settings-frame.tsx'
import { draftOf, readBusiness } from './business-draft.ts'
import type { BusinessDraft, BusinessField } from './business-draft.ts'
import { EveryBranch } from './every-branch.tsx'

const noBranches: readonly Branch[] = []

/** What holds for the business as a whole: its name and money, time and tax; and what to set in every branch at once. */
export function BusinessPage() {
  const { t } = useWords()
  const branches = useObservable(useShop().branches$, noBranches)
  const { value, error, ask } = useAnswer('/business', (it) => Business.parse(it))
  return (
    <SettingsFrame>
      <main tabIndex={0} className="min-h-0 flex-1 overflow-y-auto p-3 sm:p-5">
        <div className="flex max-w-3xl flex-col gap-5">
          <div>
            <h1 className="text-2xl font-semibold tracking-tight">{t('business.title')}</h1>
            <p className="text-muted">{t('business.lead')}</p>
          </div>
          {value ? (
            <>
              <Whole key={JSON.stringify(value)} business={value} onSaved={ask} />
              {branches.length > 0 ? <EveryBranch business={value} branches={branches} /> : null}
            </>
          ) : (
            <p role={error ? 'alert' : 'status'} className="text-muted">
              {error ? wordsFor(error, t) : t('business.loading')}
            </p>
          )}
        </div>
      </main>
    </SettingsFrame>
  )
}

function Whole({ business, onSaved }: { business: Business; onSaved(): Promise<void> }) {
  const { t, number } = useWords()
  const [draft, setDraft] = useState<BusinessDraft>(() => draftOf(business, number))
  const [tried, setTried] = useState(false)
  const [refused, setRefused] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const read = readBusiness(draft, business)
  const fault = (field: BusinessField) =>
    tried && read.kind === 'fault' && read.field === field ? t(`business.fault_${field}`) : null
  const isChanged = read.kind === 'fault' || Object.keys(read.change).length > 0
  const field = (name: BusinessField) => ({
    name,
    value: draft[name],
    autoComplete: 'off',
    fault: fault(name),
    onChange: (event: { currentTarget: { value: string } }) => {
      setRefused(null)
      setDraft({ ...draft, [name]: event.currentTarget.value })
    },
  })

  async function save(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (read.kind === 'fault' || busy) return
    setBusy(true)
    try {
      await command('/business', read.change satisfies BusinessChange, 'PATCH')
      note(t('settings.saved'), t('settings.savedHint'))
      await onSaved()
    } catch (error) {
      setRefused(error)
    }
    setBusy(false)
  }

  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      <Group title={t('business.whole')} lead={t('business.wholeLead')}>
        <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
          <TextField {...field('name')} label={t('business.name')} />
          <TextField
            {...field('currency')}
            label={t('business.currency')}
            maxLength={3}
            disabled={business.currencyIsFixed}
            hint={t(business.currencyIsFixed ? 'business.currencyFixed' : 'business.currencyHint')}
          />
          <TextField
            {...field('timeZone')}
            label={t('business.timeZone')}
            hint={t('business.timeZoneHint')}
          />
          <TextField
            {...field('tax')}
            inputMode="decimal"
            label={t('business.tax')}
            hint={t('business.taxHint')}
          />
          {refused ? (
            <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 text-bad sm:col-span-2">
              {wordsFor(refused, t)}
            </p>
          ) : null}
          <Button type="submit" look="primary" disabled={!isChanged || busy} className="sm:col-span-2">
            {t(busy ? 'settings.saving' : 'common.save')}
          </Button>
        </div>
      </Group>
    </form>
  )
}
