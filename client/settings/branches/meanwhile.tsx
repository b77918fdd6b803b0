import { Users } from 'lucide-react'
import { useWords } from '../../i18n/use-words.ts'
import { labelOf } from './setting-words.ts'
import type { BranchForm } from './use-branch-form.ts'

/** Says what somebody else changed while this person was at the form, and where both changed the same. */
export function Meanwhile({ form: { branch, meanwhile, changed } }: { form: BranchForm }) {
  const { t } = useWords()
  if (meanwhile.length === 0) return null
  const named = (names: BranchForm['meanwhile']) =>
    names.map((name) => labelOf(name, branch.settings.currency, t)).join('; ')
  const same = meanwhile.filter((name) => changed.includes(name))
  return (
    <div
      role="alert"
      className="flex items-start gap-3 rounded-2xl bg-warn-soft px-4 py-3 text-warn"
      data-testid="meanwhile"
    >
      <Users aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div>
        <p className="font-medium">{t('settings.meanwhile', { what: named(meanwhile) })}</p>
        {same.length > 0 ? <p>{t('settings.meanwhileSame', { what: named(same) })}</p> : null}
      </div>
    </div>
  )
}
