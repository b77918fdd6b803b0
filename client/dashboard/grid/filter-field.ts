import type { Filter } from '../table/field.ts'

/** A field that rows can be filtered by, as a person knows it. */
export type FilterField = {
  name: string
  title: string
  ops: readonly Filter['op'][]
  /** `one` of some values, else a number as it is typed. */
  value:
    | { kind: 'one'; options(): readonly { value: string; label: string }[] }
    | { kind: 'number'; read(typed: string): number | null; show(value: number): string }
}

/** A filter's value in words. */
export function shown(field: FilterField | undefined, { value }: Filter): string {
  if (!field) return value
  if (field.value.kind === 'number') return field.value.show(Number(value))
  return field.value.options().find((one) => one.value === value)?.label ?? value
}
