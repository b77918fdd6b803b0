import { useWords } from '../../i18n/use-words.ts'
import { TextField } from '../../ui/text-field.tsx'
import type { Draft } from './draft.ts'
import { labelOf, wordsForFault } from './setting-words.ts'
import type { BranchForm } from './use-branch-form.ts'

/** Settings that are one line of text. */
type Line = { [Name in keyof Draft]: Draft[Name] extends string ? Name : never }[keyof Draft]

type Props = { form: BranchForm; name: Line; hint: string; inputMode?: 'decimal' | 'numeric' }

/** A setting that is typed: its name, the field, and below it what it means or what is wrong with it. */
export function SettingField({ form, name, hint, inputMode = 'decimal' }: Props) {
  const words = useWords()
  const { currency } = form.branch.settings
  const fault = form.faults[name]
  return (
    <TextField
      label={labelOf(name, currency, words.t)}
      hint={hint}
      fault={fault ? wordsForFault(name, fault, currency, words) : null}
      name={name}
      inputMode={inputMode}
      autoComplete="off"
      value={form.draft[name]}
      onChange={(event) => form.edit(name, event.currentTarget.value)}
    />
  )
}
