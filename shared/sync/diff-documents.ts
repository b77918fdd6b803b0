/** A place where two documents differ: names and numbers of items, joined by points; undefined where one has nothing. */
export type Difference = { path: string; before?: unknown; after?: unknown }

/**
 * Where two documents differ, leaf by leaf, in the order of the first one's fields and then of what the second one adds.
 * Items of lists are compared by their place.
 */
export function diffDocuments(before: unknown, after: unknown, path = ''): Difference[] {
  if (!isBranch(before) || !isBranch(after) || Array.isArray(before) !== Array.isArray(after))
    return isSame(before, after) ? [] : [{ path, before, after }]
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.flatMap((name) =>
    diffDocuments(memberOf(before, name), memberOf(after, name), path === '' ? name : `${path}.${name}`),
  )
}

type Branch = Readonly<Record<string, unknown>>

function isBranch(value: unknown): value is Branch {
  return value !== null && typeof value === 'object'
}

function memberOf(branch: Branch, name: string): unknown {
  return Object.hasOwn(branch, name) ? branch[name] : undefined
}

/** Leaves, or an empty list or object against another kind of thing. */
function isSame(a: unknown, b: unknown): boolean {
  if (isBranch(a) || isBranch(b)) return JSON.stringify(a) === JSON.stringify(b)
  return Object.is(a, b)
}
