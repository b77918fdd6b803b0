import { SettingsChange } from '../../../shared/branches/change-settings.ts'

/** The ways to pay that the app has words for. */
export const usualTypes = ['cash', 'card', 'transfer'] as const

/** The ways that a branch has named itself. */
export function ownTypes(types: readonly string[]): string[] {
  return types.filter((type) => !usualTypes.some((usual) => usual === type))
}

/** Takes a usual way away, or puts it back behind the other usual ones. */
export function toggleType(types: readonly string[], type: string): string[] {
  if (types.includes(type)) return types.filter((one) => one !== type)
  const at = types.findLastIndex((one) => usualTypes.some((usual) => usual === one)) + 1
  return [...types.slice(0, at), type, ...types.slice(at)]
}

/** With another way at the end; null where it is there already, or where the server would not take it. */
export function addType(types: readonly string[], name: string): string[] | null {
  const usual = usualTypes.find((one) => one === name.toLowerCase())
  const next = usual && !types.includes(usual) ? toggleType(types, usual) : [...types, usual ?? name]
  return SettingsChange.safeParse({ paymentTypes: next }).success ? next : null
}
