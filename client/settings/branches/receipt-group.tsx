import { useWords } from '../../i18n/use-words.ts'
import { TextArea } from '../../ui/text-area.tsx'
import { Group } from './group.tsx'
import { labelOf, wordsForFault } from './setting-words.ts'
import type { BranchForm } from './use-branch-form.ts'

/** What stands on every receipt, and how that looks. */
export function ReceiptGroup({ form }: { form: BranchForm }) {
  const { t } = useWords()
  return (
    <Group title={t('settings.receipt')} lead={t('settings.receiptLead')}>
      <div className="grid gap-5 md:grid-cols-[1fr_16rem]">
        <div className="flex flex-col gap-4">
          <Lines form={form} name="address" hint={t('settings.addressHint')} />
          <Lines form={form} name="receiptFooter" hint={t('settings.footerHint')} />
        </div>
        <Preview form={form} />
      </div>
    </Group>
  )
}

function Lines({ form, name, hint }: { form: BranchForm; name: 'address' | 'receiptFooter'; hint: string }) {
  const words = useWords()
  const { currency } = form.branch.settings
  const fault = form.faults[name]
  return (
    <TextArea
      label={labelOf(name, currency, words.t)}
      hint={hint}
      fault={fault ? wordsForFault(name, fault, currency, words) : null}
      rows={3}
      value={form.draft[name]}
      onChange={(value) => form.edit(name, value)}
    />
  )
}

function Preview({ form: { branch, draft } }: { form: BranchForm }) {
  const { t } = useWords()
  return (
    <figure>
      <figcaption className="mb-1.5 text-sm font-medium text-muted">{t('settings.preview')}</figcaption>
      <div className="rounded-md bg-white p-4 text-center text-[13px] leading-snug text-black shadow-float">
        <p className="mb-1 text-base font-bold tracking-wide">{branch.name}</p>
        <p className="break-words whitespace-pre-line">{draft.address.trim()}</p>
        <hr className="my-2 border-t border-dashed border-black/60" />
        <p>{t('settings.previewGoods')}</p>
        <hr className="my-2 border-t border-dashed border-black/60" />
        <p className="break-words whitespace-pre-line">{draft.receiptFooter.trim() || t('receipt.thanks')}</p>
      </div>
    </figure>
  )
}
