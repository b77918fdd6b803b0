import { z } from 'zod'
import { nonePicked, type Picked } from './picked.ts'

/** What the browser keeps beside an address, for who comes back to it or loads it again. */
const KeptState = z.looseObject({ pickedExcept: z.array(z.string()).min(1) })

/** Whether an address may say that all are selected: never while some are not, or its reader would select those too. */
export function saysAll(picked: Picked): boolean {
  return picked.kind === 'all' && picked.except.size === 0
}

/** What is kept beside an address: what others keep there, and the exceptions of a selection of all. */
export function stateWith(picked: Picked, state: unknown): unknown {
  const { pickedExcept: _, ...others } = Object(state) as Record<string, unknown>
  if (picked.kind === 'all' && picked.except.size > 0) return { ...others, pickedExcept: [...picked.except] }
  return state === null ? null : others
}

/** What was selected at an address, by what it says (from `?` on) and what is kept beside it. */
export function pickedAt(search: string, state: unknown): Picked {
  const kept = KeptState.safeParse(state)
  if (kept.success) return { kind: 'all', except: new Set(kept.data.pickedExcept) }
  const isAll = new URLSearchParams(search).get('select') === 'all'
  return isAll ? { kind: 'all', except: new Set() } : nonePicked
}
