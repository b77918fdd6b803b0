type Ref = { kind: string; name: string | null; ofType: Ref | null }
type Value = { name: string; type: Ref; description?: unknown; defaultValue?: unknown }
type Field = Value & { args: Value[] }
type Type = {
  kind: string
  name: string
  description?: unknown
  fields: Field[] | null
  inputFields: Value[] | null
  interfaces: Ref[] | null
  possibleTypes: Ref[] | null
  enumValues: { name: string; description?: unknown }[] | null
}

/** What introspection tells of a schema, as far as pruning looks. */
export type Introspection = { __schema: { types: Type[]; directives: { name: string; args: Value[] }[] } }

/** What a pruned schema keeps; all that it needs besides (payloads, connections, inputs, enums) follows from it. */
export type Kept = { queries: readonly string[]; mutations: readonly string[]; types: readonly string[] }

/**
 * The part of a schema that some roots and types need: a field stays where its type stays, an argument with its field,
 * an input with its argument. What stays is as it was; nothing is renamed or made up.
 *
 * @throws Error that names a root or type which the schema does not have
 */
export function prune(whole: Introspection, kept: Kept): Introspection {
  const byName = new Map(whole.__schema.types.map((type) => [type.name, type]))
  const roots: Record<string, readonly string[]> = { QueryRoot: kept.queries, Mutation: kept.mutations }
  refuseUnknown(byName, kept, roots)

  const isKeptObject = (name: string): boolean =>
    kept.types.includes(name) ||
    name in roots ||
    name === 'PageInfo' ||
    name.endsWith('UserError') ||
    name.startsWith('__') ||
    kept.mutations.some((mutation) => name.toLowerCase() === `${mutation}Payload`.toLowerCase()) ||
    kept.types.some((one) => name === `${one}Connection` || name === `${one}Edge`)
  const staysIn = (owner: string, field: Field): boolean => {
    if (owner in roots && !roots[owner]!.includes(field.name)) return false
    const type = byName.get(nameOf(field.type))!
    return type.kind === 'SCALAR' || type.kind === 'ENUM' || isKeptObject(type.name)
  }

  const reached = new Map<string, Type>()
  const reach = (name: string): void => {
    if (reached.has(name)) return
    const type = byName.get(name)!
    const small: Type = {
      ...type,
      fields: type.fields?.filter((field) => staysIn(name, field)) ?? null,
      interfaces: type.interfaces?.filter((ref) => isKeptObject(ref.name!)) ?? null,
    }
    reached.set(name, small)
    for (const field of small.fields ?? []) {
      reach(nameOf(field.type))
      for (const { type: argument } of field.args) reach(nameOf(argument))
    }
    for (const { type: input } of small.inputFields ?? []) reach(nameOf(input))
    for (const ref of small.interfaces ?? []) reach(ref.name!)
  }
  for (const root of Object.keys(roots)) reach(root)
  for (const name of kept.types) reach(name)
  for (const directive of whole.__schema.directives)
    for (const { type } of directive.args) reach(nameOf(type))
  for (const type of byName.keys()) if (type.startsWith('__')) reach(type)

  const types = [...reached.values()].map((type) => ({
    ...type,
    possibleTypes: type.possibleTypes?.filter((ref) => reached.has(ref.name!)) ?? null,
  }))
  return { __schema: { ...whole.__schema, types } }
}

/** The same schema without a word of prose. */
export function withoutProse<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutProse) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, key === 'description' ? null : withoutProse(one)]),
  ) as T
}

function nameOf(ref: Ref): string {
  return ref.ofType === null ? ref.name! : nameOf(ref.ofType)
}

function refuseUnknown(
  byName: Map<string, Type>,
  kept: Kept,
  roots: Record<string, readonly string[]>,
): void {
  const unknown = kept.types.filter((name) => !byName.has(name))
  for (const [root, fields] of Object.entries(roots)) {
    const known = byName.get(root)?.fields?.map(({ name }) => name) ?? []
    unknown.push(...fields.filter((name) => !known.includes(name)).map((name) => `${root}.${name}`))
  }
  if (unknown.length > 0) throw new Error(`the schema has no ${unknown.join(', ')}`)
}
