type Fields = Record<string, unknown>

/** What has to be kept beside packed texts to read them again. */
export type PackingState = { shapes: string[][]; repeated: (readonly [field: string, values: unknown[]])[] }

/** Values of a field that are worth remembering; a field with more of them does not repeat itself enough. */
const mostRepeated = 512

const uuidLength = 36

/**
 * Packs documents of like shape into short texts, a third of their JSON: names of fields are kept once, and so are
 * values that come again and again, such as a vendor. Reading one text back costs some microseconds.
 *
 * A text is the number of a shape and a JSON list of values; `[7]` in it is the field's repeated value number 7, `[]` the
 * UUID that the key ends in, as a level's product is, and `[value]` any other list or object.
 *
 * @param key the field that is left out: whoever keeps the texts knows them by it
 * @param most repeated values that are remembered of a field
 */
export function createPacking(key: string, kept?: PackingState, most = mostRepeated) {
  const shapes = kept?.shapes ?? []
  const shapeOf = new Map(shapes.map((fields, number) => [fields.join('\n'), number]))
  const repeated = new Map(kept?.repeated.map(([field, values]) => [field, repeatedOf(values, most)]))
  let lastFields: readonly string[] = []
  let lastShape = -1

  function shapeFor(fields: string[]): number {
    if (sameFields(fields, lastFields)) return lastShape
    const name = fields.join('\n')
    let number = shapeOf.get(name)
    if (number === undefined) {
      number = shapes.push(fields) - 1
      shapeOf.set(name, number)
    }
    ;[lastFields, lastShape] = [fields, number]
    return number
  }

  function packed(field: string, value: unknown): unknown {
    const isText = typeof value === 'string'
    if (!isText && (typeof value !== 'object' || value === null)) return value
    let values = repeated.get(field)
    if (!values) repeated.set(field, (values = repeatedOf([], most)))
    const number = values.numberOf(value)
    return number === null ? (isText ? value : [value]) : [number]
  }

  return {
    pack(document: Fields): string {
      const fields = Object.keys(document)
      const shape = shapeFor(fields)
      const values: unknown[] = []
      const id = String(document[key])
      for (const field of fields) {
        const value = document[field]
        if (field === key) values.push(0)
        else if (isEndOf(id, value)) values.push([])
        else values.push(packed(field, value))
      }
      return shape + JSON.stringify(values)
    },
    /** Throws where the text is damaged. */
    unpack: (text: string, id: string): Fields =>
      unpacked(key, text, id, shapes, (field) => repeated.get(field)?.values),
    state(): PackingState {
      return { shapes, repeated: [...repeated].map(([field, { values }]) => [field, values] as const) }
    },
  }
}

/** Reads what was packed with this state, and packs no more: it costs nothing to make. */
export function createUnpacking(key: string, { shapes, repeated }: PackingState) {
  const valuesOf = new Map(repeated)
  return (text: string, id: string): Fields => unpacked(key, text, id, shapes, (field) => valuesOf.get(field))
}

function unpacked(
  key: string,
  text: string,
  id: string,
  shapes: readonly string[][],
  repeatedOfField: (field: string) => readonly unknown[] | undefined,
): Fields {
  const start = text.indexOf('[')
  const fields = shapes[Number(text.slice(0, start))]
  const values = JSON.parse(text.slice(start)) as unknown[]
  if (!fields || values.length !== fields.length) throw new Error('a packed text is damaged')
  const document: Fields = {}
  for (let at = 0; at < fields.length; at += 1) {
    const field = fields[at]!
    const value = values[at]
    if (field === key) document[field] = id
    else if (!Array.isArray(value)) document[field] = value
    else if (value.length === 0) {
      if (id.length < uuidLength) throw new Error('a packed text is damaged')
      document[field] = id.slice(-uuidLength)
    } else if (typeof value[0] !== 'number') document[field] = value[0]
    else {
      const known = repeatedOfField(field)
      if (!known || value[0] >= known.length) throw new Error('a packed text is damaged')
      document[field] = known[value[0]]
    }
  }
  return document
}

function isEndOf(id: string, value: unknown): boolean {
  return typeof value === 'string' && value.length === uuidLength && id.endsWith(value)
}

function repeatedOf(values: unknown[], most: number) {
  // Texts by themselves: most values are, and putting something before each would cost more than looking it up.
  const ofTexts = new Map<unknown, number>()
  const ofOthers = new Map<unknown, number>()
  values.forEach((value, number) => remember(value, number))
  let hits = 0
  let misses = 0
  let closed = false
  function remember(value: unknown, number: number): void {
    if (typeof value === 'string') ofTexts.set(value, number)
    else ofOthers.set(JSON.stringify(value), number)
  }

  return {
    values,
    /** The number that stands for a value; null where it is not worth one. */
    numberOf(value: unknown): number | null {
      if (closed) return null
      const known = typeof value === 'string' ? ofTexts.get(value) : ofOthers.get(JSON.stringify(value))
      if (known !== undefined) {
        hits += 1
        return known
      }
      misses += 1
      if (values.length < most) {
        remember(value, values.length)
        return values.push(value) - 1
      }
      // An id or a title: looking for it each time would cost more than the few that repeat save.
      if (hits < misses * 2) {
        closed = true
        ofTexts.clear()
        ofOthers.clear()
      }
      return null
    },
  }
}

function sameFields(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false
  return true
}
