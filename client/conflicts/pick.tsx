import { Select } from '../ui/select.tsx'

type Props = {
  label: string
  value: string
  options: readonly { value: string; label: string }[]
  /** Said where there is nothing to choose from. */
  none: string
  onPick(value: string): void
}

/** One of several, where there are any. */
export function Pick({ label, value, options, none, onPick }: Props) {
  if (options.length === 0) return <p className="text-warn">{none}</p>
  return <Select label={label} isShown value={value} options={options} onChange={onPick} />
}
