import { Field } from '@base-ui/react/field'
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

export type TextFieldProps = Omit<ComponentProps<typeof Field.Control>, 'className'> & {
  label: string
  hint?: string | undefined
  /** What is wrong with the value, in words that say what to change. */
  fault?: string | null | undefined
  big?: boolean
}

/** A field with its label above and its fault or hint below. */
export function TextField({ label, hint, fault, big = false, ...more }: TextFieldProps) {
  return (
    <Field.Root invalid={Boolean(fault)} className="flex flex-col gap-1.5">
      <Field.Label className="text-sm font-medium text-muted">{label}</Field.Label>
      <Field.Control
        {...more}
        className={classNames(
          'w-full rounded-xl border border-line-strong bg-surface px-4 text-ink',
          'data-invalid:border-bad',
          big ? 'figures h-16 text-3xl font-semibold' : 'h-12 text-base',
        )}
      />
      {fault ? (
        <Field.Error match className="text-sm text-bad">
          {fault}
        </Field.Error>
      ) : null}
      {hint && !fault ? <Field.Description className="text-sm text-muted">{hint}</Field.Description> : null}
    </Field.Root>
  )
}
