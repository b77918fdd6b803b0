import { useWords } from '../../i18n/use-words.ts'
import { Group } from './group.tsx'
import { SettingField } from './setting-field.tsx'
import type { BranchForm } from './use-branch-form.ts'

/** How long goods take to come, how long they are to last, and how rarely they may not suffice. */
export function SupplyGroup({ form }: { form: BranchForm }) {
  const { t } = useWords()
  return (
    <Group title={t('settings.supply')} lead={t('settings.supplyLead')}>
      <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2 xl:grid-cols-3">
        <SettingField
          form={form}
          name="supply.leadDays"
          hint={t('settings.leadDaysHint')}
          inputMode="numeric"
        />
        <SettingField
          form={form}
          name="supply.coverDays"
          hint={t('settings.coverDaysHint')}
          inputMode="numeric"
        />
        <SettingField form={form} name="supply.serviceBp" hint={t('settings.serviceHint')} />
      </div>
    </Group>
  )
}
