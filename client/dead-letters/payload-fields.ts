import { readSignedMoney } from '../i18n/money.ts'

export type Payload = Readonly<Record<string, unknown>>

/** One value of a payload with where it stands: names and numbers joined by points. */
export type Leaf = { path: string; name: string; value: unknown }
/** The values that stand together: of the document itself, of one of its lines. */
export type Section = { path: string; leaves: Leaf[] }

/** What the server alone says of a document: nothing for support to read or mend. */
const hidden = new Set([
  'seq',
  '_deleted',
  'status',
  'conflict',
  'rejection',
  'flags',
  'settledAt',
  'seal',
  'balance',
])
/** Values in the currency's minor unit. */
export const moneyNames: ReadonlySet<string> = new Set([
  'total',
  'subtotal',
  'tax',
  'discount',
  'unitPrice',
  'price',
  'cost',
  'amount',
  'tendered',
  'change',
])
export const numberNames: ReadonlySet<string> = new Set([
  ...moneyNames,
  'quantity',
  'delta',
  'counted',
  'expected',
  'taxRate',
  'rate',
])

/** A payload as sections of values, as a person reads it: the document first, then each line, payment, approval. */
export function sectionsOf(payload: Payload, missing: readonly string[] = []): Section[] {
  const absent = missing.filter((path) => !path.includes('.') && path !== '' && !(path in payload))
  const sections: Section[] = []
  walk(payload, '', sections)
  sections[0]?.leaves.push(...absent.map((name) => ({ path: name, name, value: undefined })))
  return sections
}

function walk(branch: Payload, path: string, sections: Section[]): void {
  const section: Section = { path, leaves: [] }
  sections.push(section)
  for (const [name, value] of Object.entries(branch)) {
    if (path === '' && hidden.has(name)) continue
    const place = path === '' ? name : `${path}.${name}`
    if (isPayload(value)) walk(value, place, sections)
    else if (Array.isArray(value) && value.some(isPayload)) {
      value.forEach((item: unknown, index) => {
        if (isPayload(item)) walk(item, `${place}.${index}`, sections)
        else section.leaves.push({ path: `${place}.${index}`, name: `${name} ${index + 1}`, value: item })
      })
    } else section.leaves.push({ path: place, name, value })
  }
}

export function isPayload(value: unknown): value is Payload {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** The value at a path; undefined where there is none. */
export function valueAt(payload: Payload, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((branch, name) => (isBranch(branch) ? branch[name] : undefined), payload)
}

/** What has something below it: of a list the places are names. */
function isBranch(value: unknown): value is Payload {
  return value !== null && typeof value === 'object'
}

/** A payload with another value at a path. */
export function withValue(payload: Payload, path: string, value: unknown): Payload {
  const [name = '', ...rest] = path.split('.')
  return { ...payload, [name]: rest.length === 0 ? value : inside(payload[name], rest, value) }
}

function inside(branch: unknown, [name = '', ...rest]: string[], value: unknown): unknown {
  if (Array.isArray(branch))
    return branch.map((item: unknown, index) =>
      String(index) === name ? (rest.length === 0 ? value : inside(item, rest, value)) : item,
    )
  return withValue(isPayload(branch) ? branch : {}, [name, ...rest].join('.'), value)
}

/** What somebody typed as the value it stands for: of the kind that was there, or that belongs under this name. */
export function valueTyped(text: string, { name, value }: Leaf): unknown {
  if (typeof value === 'boolean') return text === 'true'
  if (text === '' && typeof value !== 'string') return Array.isArray(value) ? [] : null
  if (typeof value === 'number' || numberNames.has(name)) {
    const number = Number(text.replace(',', '.'))
    return text.trim() !== '' && Number.isFinite(number) ? number : text
  }
  if (Array.isArray(value)) return parsed(text) ?? text
  return text
}

/** The same for money, which is typed in whole units; what cannot be read as money stays as it was typed, and is a fault. */
export function moneyTyped(text: string, currency: string): unknown {
  return text.trim() === '' ? null : (readSignedMoney(text, currency) ?? text)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A value as text for a field; of an empty list there is nothing to read. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
