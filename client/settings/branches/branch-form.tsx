import type { FormEvent, KeyboardEvent } from 'react'
import { Save } from 'lucide-react'
import { useRef } from 'react'
import type { Branch } from '../../../shared/branches/branch.ts'
import { useActions } from '../../command-palette/use-actions.ts'
import { useWords } from '../../i18n/use-words.ts'
import { note } from '../../ui/note.ts'
import { Switch } from '../../ui/switch.tsx'
import { LeaveQuestion } from '../leave-question.tsx'
import { CashGroup } from './cash-group.tsx'
import { Group } from './group.tsx'
import { Meanwhile } from './meanwhile.tsx'
import { ReceiptGroup } from './receipt-group.tsx'
import { SalesGroup } from './sales-group.tsx'
import { SupplyGroup } from './supply-group.tsx'
import { SaveBar } from './save-bar.tsx'
import { ScaleGroup } from './scale-group.tsx'
import { useBranchForm } from './use-branch-form.ts'

/** Every setting of a branch in groups, and the bar that saves them. Ctrl+S saves from anywhere in it. */
export function BranchForm({ replicated }: { replicated: Branch }) {
  const words = useWords()
  const { t } = words
  const form = useBranchForm(replicated, words)
  const element = useRef<HTMLFormElement>(null)

  async function save() {
    element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    if (await form.save()) note(t('settings.saved'), t('settings.savedHint'))
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    void save()
  }

  useActions([{ id: 'branch save', says: 'common.save', icon: Save, keys: 'Mod+S', for: 'admin', run: save }])

  return (
    <form
      ref={element}
      noValidate
      onSubmit={onSubmit}
      onKeyDown={keepFromSaving}
      className="flex min-h-0 flex-1 flex-col"
      data-testid="branch-form"
    >
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-3 sm:p-5">
        <div className="flex w-full max-w-5xl flex-col gap-4">
          <Meanwhile form={form} />
          <SalesGroup form={form} />
          <SupplyGroup form={form} />
          <CashGroup form={form} />
          <Group title={t('settings.allowance')} lead={t('settings.allowanceLead')}>
            <Switch
              label={t('settings.allowanceOnLabel')}
              hint={t('settings.allowanceOnHint')}
              value={form.draft['allowance.enabled']}
              onChange={(on) => form.edit('allowance.enabled', on)}
            />
          </Group>
          <Group title={t('settings.shifts')} lead={t('settings.shiftsLead')}>
            <Switch
              label={t('settings.requireShift')}
              hint={t('settings.requireShiftHint')}
              value={form.draft.requireShift}
              onChange={(on) => form.edit('requireShift', on)}
            />
          </Group>
          <ReceiptGroup form={form} />
          <ScaleGroup form={form} />
        </div>
      </div>
      <SaveBar form={form} />
      <LeaveQuestion changes={form.changed.length} />
    </form>
  )
}

/** Enter in one of many fields is no wish to save them all; Save and Ctrl+S are. */
function keepFromSaving(event: KeyboardEvent) {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault()
}
