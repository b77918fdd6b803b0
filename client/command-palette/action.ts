import type { LucideIcon } from 'lucide-react'
import type { Role } from '../../shared/access/roles.ts'
import type { Sentence, Values } from '../i18n/translate.ts'

/** What somebody may do: `anyone` at all, who signed in `own`, who stands at a till, who sits at the desk, an admin. */
export type Right = 'anyone' | 'own' | 'till' | 'desk' | 'admin'

/**
 * Something that a person can do here. The room that owns the feature makes it once; buttons, menus, keys and the
 * palette all show this one object, so that none of them can know it under another name, key or right.
 */
export type Action = {
  /** Stays the same from one drawing to the next. */
  id: string
  /** What it is called, by the name of the sentence. */
  says: Sentence
  values?: Values
  icon?: LucideIcon
  /** A key such as `R`, `Shift+A`, `Mod+S`, `/`, `ArrowDown`; `Mod` is Ctrl, or Command on a Mac. */
  keys?: string
  /** Another key that does the same. */
  orKeys?: string
  for: Right
  /** For what is selected: how many that are. It is not offered for none, and it says the `count`. */
  selected?: number
  /** It destroys something: a question comes first, or `itself` opens one. */
  asks?: Question | 'itself'
  /** Cannot be done just now. */
  off?: boolean
  run(): void | Promise<void>
}

/** What is asked before something is destroyed; `adds` what becomes of it, `button` what then happens. */
export type Question = { says: Sentence; adds: Sentence; button: Sentence }

/** Who is here, as far as rights go. */
export type Who = {
  /** Of who is signed in. */
  role: Role
  /** Of who is at the screen: perhaps a cashier who took over the till of an admin by PIN. */
  seller: Role
  /** Who is at the screen is who signed in. */
  isSelf: boolean
  training: boolean
}

/** What may be done here: no more than who signed in may do, nor than who is at the screen. */
export function rightsOf({ role, seller, isSelf, training }: Who): ReadonlySet<Right> {
  const rights = new Set<Right>(['anyone'])
  // Who took over by PIN would set up the alerts of the one before as their own, also where both are cashiers.
  if (isSelf) rights.add('own')
  if (role !== 'SUPPORT') rights.add('till')
  if (role !== 'STAFF' && seller !== 'STAFF' && !training) rights.add('desk')
  if (role === 'ADMIN' && seller === 'ADMIN' && !training) rights.add('admin')
  return rights
}

/** Those that somebody with these rights may be offered now. */
export function offeredTo(rights: ReadonlySet<Right>, actions: readonly Action[]): Action[] {
  return actions.filter((action) => rights.has(action.for) && action.selected !== 0)
}

/** What an action's words are filled in with. */
export function valuesOf({ values, selected }: Action): Values {
  return selected === undefined ? (values ?? {}) : { count: selected, ...values }
}
