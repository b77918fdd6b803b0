import { useWords } from '../../i18n/use-words.ts'
import { Group } from './group.tsx'
import { SettingField } from './setting-field.tsx'
import type { BranchForm } from './use-branch-form.ts'

/** What a cashier may do alone, and from when on a shelf is called low. */
export function SalesGroup({ form }: { form: BranchForm }) {
  const { t } = useWords()
  return (
    <Group title={t('settings.sales')} lead={t('settings.salesLead')}>
      <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2 xl:grid-cols-3">
        <SettingField form={form} name="limits.lineDiscountBp" hint={t('settings.lineDiscountHint')} />
        <SettingField form={form} name="limits.cartDiscountBp" hint={t('settings.cartDiscountHint')} />
        <SettingField form={form} name="limits.priceOverrideBp" hint={t('settings.priceOverrideHint')} />
        <SettingField form={form} name="limits.refundTotal" hint={t('settings.refundTotalHint')} />
        <SettingField
          form={form}
          name="limits.negativeRecount"
          hint={t('settings.negativeRecountHint')}
          inputMode="numeric"
        />
        <SettingField
          form={form}
          name="lowStockThreshold"
          hint={t('settings.lowStockHint')}
          inputMode="numeric"
        />
      </div>
    </Group>
  )
}
