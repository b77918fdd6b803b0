import type { Branch } from './branch.ts'

/** Whether people still work there: only then is it offered for anything new. */
export function isOpen({ settings }: Pick<Branch, 'settings'>): boolean {
  // Of a document that was written before there was anything to close.
  return (settings.closedAt ?? null) === null
}
