import { useWords } from '../../i18n/use-words.ts'
import { TextField } from '../../ui/text-field.tsx'
import { Group } from './group.tsx'
import { PaymentTypes } from './payment-types.tsx'
import { SettingField } from './setting-field.tsx'
import { wordsForFault } from './setting-words.ts'
import type { BranchForm } from './use-branch-form.ts'

/** How customers pay, and what happens to the drawer. */
export function CashGroup({ form }: { form: BranchForm }) {
  const { t } = useWords()
  return (
    <Group title={t('settings.payments')} lead={t('settings.paymentsLead')}>
      <PaymentTypes form={form} />
      <div className="mt-5 grid gap-x-5 gap-y-4 sm:grid-cols-2">
        <SettingField form={form} name="cashRounding" hint={t('settings.cashRoundingHint')} />
        <SettingField form={form} name="limits.cashOut" hint={t('settings.cashOutHint')} />
        <SecondCurrency form={form} />
      </div>
    </Group>
  )
}

function SecondCurrency({ form }: { form: BranchForm }) {
  const words = useWords()
  const { t } = words
  const { currency } = form.branch.settings
  const second = form.draft.secondCurrency
  const fault = form.faults.secondCurrency
  const says = fault ? wordsForFault('secondCurrency', fault, currency, words) : null
  const isSet = second.currency !== '' && second.rate !== '' && !fault
  return (
    <>
      <TextField
        label={t('settings.second')}
        hint={t('settings.secondHint')}
        fault={fault === 'currency' ? says : null}
        name="secondCurrency"
        autoComplete="off"
        autoCapitalize="characters"
        maxLength={3}
        value={second.currency}
        onChange={(event) =>
          form.edit('secondCurrency', { ...second, currency: event.currentTarget.value.toUpperCase() })
        }
      />
      <TextField
        label={t('settings.rate', { currency })}
        hint={
          isSet
            ? t('settings.rateIs', { second: second.currency, rate: second.rate, currency })
            : t('settings.rateHint')
        }
        fault={fault === 'rate' ? says : null}
        name="secondRate"
        inputMode="decimal"
        autoComplete="off"
        value={second.rate}
        onChange={(event) => form.edit('secondCurrency', { ...second, rate: event.currentTarget.value })}
      />
    </>
  )
}
