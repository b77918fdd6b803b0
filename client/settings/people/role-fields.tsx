import { Role } from '../../../shared/access/roles.ts'
import type { Branch } from '../../../shared/branches/branch.ts'
import { isOpen } from '../../../shared/branches/is-open.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Chips } from '../../ui/chips.tsx'
import { Select } from '../../ui/select.tsx'
import { roleWords } from './role-words.ts'

type Place = { role: Role; branchId: string | null }
type Props = Place & { branches: readonly Branch[]; onChange(place: Place): void }

/** Role and branch together: a cashier works at one branch, the others see all of them. */
export function RoleFields({ role, branchId, branches, onChange }: Props) {
  const { t } = useWords()
  // Where somebody is already stays readable.
  const offered = branches.filter((one) => isOpen(one) || one.id === branchId)
  return (
    <div className="flex flex-col gap-3">
      <Chips
        label={t('staff.role')}
        value={role}
        options={Role.options.map((value) => ({ value, label: roleWords(value, t) }))}
        onChange={(next) =>
          onChange({ role: next, branchId: next === 'STAFF' ? (branchId ?? offered[0]?.id ?? null) : null })
        }
      />
      {role === 'STAFF' ? (
        <Select
          label={t('staff.branch')}
          isShown
          value={branchId ?? ''}
          options={offered.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(next) => onChange({ role, branchId: next })}
        />
      ) : null}
    </div>
  )
}
