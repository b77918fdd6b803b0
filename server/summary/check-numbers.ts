import type { Fact, Facts } from './facts.ts'

/**
 * What in a text is not so, by the statistics, as a sentence each; empty where every number in it is one of theirs.
 *
 * A number may be rounded, grouped and pointed as any language does it, and be in thousands or millions. One with a
 * percent sign must be a percentage, one with a currency money; one with a sign, or in a clause that says only that
 * something rose or only that it fell, must have gone that way. A name in quotes may hold any number, where it is the
 * name of something in the statistics: outside of quotes a name is text like any other, or whoever names a product
 * could have it tell numbers. Words such as "half" are not looked at.
 */
export function wrongNumbersIn(text: string, facts: Facts, currency: string): string[] {
  const plain = withoutNames(text.normalize('NFKC').replaceAll(/[−–—‒]/g, '-'), facts.names)
  const wrong: string[] = []
  for (const clause of plain.split(/[.;:()!?](?=\s|$)|,(?=\s)|\s-\s/)) {
    if (/[^\P{N}0-9]/u.test(clause)) wrong.push(`"${clause.trim()}" has numbers in figures other than 0 to 9`)
    const way = wayOf(clause)
    for (const number of numbersIn(clause, currency)) {
      const fault = faultOf(number, facts.numbers, way)
      if (fault !== null) wrong.push(fault)
    }
  }
  return wrong
}

function withoutNames(text: string, names: ReadonlySet<string>): string {
  return text
    .replaceAll(/[“”„«»]/g, '"')
    .replaceAll(/"([^"]*)"/g, (all, quoted: string) => (names.has(quoted.trim()) ? ' ' : all))
}

type Written = {
  /** As it stands there, for the sentence. */
  text: string
  digits: string
  sign: '+' | '-' | null
  unit: 'money' | 'percent' | null
  /** What it is to be multiplied with. */
  times: number
}

const TIMES: [RegExp, number][] = [
  [/^\s?(?:k(?!\p{L})|thousand|тыс|ming)/iu, 1e3],
  [/^\s?(?:m(?!\p{L})|mln|million|млн|миллион)/iu, 1e6],
  [/^\s?(?:bn|billion|mlrd|млрд|миллиард|milliard)/iu, 1e9],
]
const PERCENT = /^\s?(?:%|per\s?cent|процент|foiz)/iu

function numbersIn(clause: string, currency: string): Written[] {
  const money = new RegExp(`^\\s?(?:\\p{Sc}|${currency}|сум|soʻm|so['’ʼ]m|руб|dollar|euro)`, 'iu')
  const before = new RegExp(`(?:\\p{Sc}|${currency})\\s?[-+]?$`, 'iu')
  return [...clause.matchAll(/\d(?:[\d.,'’ ]*\d)?/g)].flatMap((found) => {
    const ahead = clause.slice(0, found.index)
    let behind = clause.slice(found.index + found[0].length)
    let times = 1
    for (const [pattern, factor] of TIMES) {
      const word = pattern.exec(behind)
      if (!word) continue
      times = factor
      behind = behind.slice(word[0].length).replace(/^\p{L}*\.?/u, '')
      break
    }
    const unit = PERCENT.test(behind) ? 'percent' : money.test(behind) || before.test(ahead) ? 'money' : null
    // Between two numbers a dash is from one to the other, and no sign.
    const sign = /(?:^|[^\d\p{L}%])\s*([-+])\s?(?:\p{Sc}\s?)?$/u.exec(ahead)?.[1] as
      | Written['sign']
      | undefined
    const whole = { sign: sign ?? null, unit, times } as const
    const text = `${found[0]}${times === 1 ? '' : ' (in words)'}${unit === 'percent' ? ' %' : ''}`
    if (readingsOf(found[0]).length > 0) return [{ ...whole, text, digits: found[0] }]
    // Neighbours that are no one number: the unit belongs to the last of them.
    const parts = found[0].split(/[ ']+/)
    return parts.map((digits, index) =>
      index === parts.length - 1
        ? { ...whole, text: digits, digits }
        : { sign: null, unit: null, times: 1, text: digits, digits },
    )
  })
}

/** What figures may mean: `1,234` is a thousand to one reader, and a little more than one to another. */
function readingsOf(digits: string): { value: number; decimals: number }[] {
  const readings: { value: number; decimals: number }[] = []
  const grouped = /^(\d{1,3}(?:([ ,.'’])\d{3})(?:\2\d{3})*)(?:([.,])(\d+))?$/.exec(digits)
  if (grouped && grouped[2] !== grouped[3]) {
    const whole = (grouped[1] ?? '').replaceAll(/\D/g, '')
    const parts = grouped[4] ?? ''
    readings.push({ value: Number(`${whole}.${parts || 0}`), decimals: parts.length })
  }
  const simple = /^(\d+)(?:[.,](\d+))?$/.exec(digits)
  if (simple) {
    const parts = simple[2] ?? ''
    readings.push({ value: Number(`${simple[1]}.${parts || 0}`), decimals: parts.length })
  }
  return readings
}

function faultOf(number: Written, facts: readonly Fact[], way: Way): string | null {
  const readings = readingsOf(number.digits)
  const fits = facts.filter(
    (fact) =>
      isOfKind(number, fact, readings) &&
      readings.some(({ value, decimals }) => {
        const told = Math.abs(fact.value) / number.times
        return Math.abs(told - value) <= 0.5 * 10 ** -decimals + 1e-9
      }),
  )
  if (fits.length === 0) return `${number.text} is not in the statistics`
  if (number.sign !== null && !fits.some(({ value }) => (number.sign === '-' ? value <= 0 : value >= 0)))
    return `${number.sign}${number.text} has the wrong sign`
  const changes = fits.filter(({ isChange }) => isChange)
  if (number.sign !== null || way === null || changes.length < fits.length) return null
  if (changes.some(({ value }) => (way === 'down' ? value <= 0 : value >= 0))) return null
  return `${number.text} went the other way`
}

/** A bare number is a count or money; a percentage only where it has parts, as in "by 3.1 to 4.5 %". */
function isOfKind({ unit }: Written, { kind }: Fact, readings: readonly { decimals: number }[]): boolean {
  if (unit !== null) return kind === unit
  return kind !== 'percent' || readings.some(({ decimals }) => decimals > 0)
}

type Way = 'up' | 'down' | null

const UP =
  /\b(?:rose|rise|risen|grew|grow|grown|up|increas|gain|higher|more|jump|climb)|(?:вырос|росл|рост|увелич|больше|выше|подня|прибав)|(?:oʻs|o['’ʻʼ]s|koʻpay|ko['’ʻʼ]pay|koʻp|ko['’ʻʼ]p|osh(?:di|gan|ib)|yuqori)/iu
const DOWN =
  /\b(?:fell|fall|drop|down|decreas|declin|lower|less|lost|shrank|shrunk|slump|slid)|(?:упал|снизи|сниж|меньше|ниже|сократ|паден|потер|уменьш)|(?:kamay|tush(?:di|gan|ib)|pasay|kam(?:roq)?(?!\p{L}))/iu

/** Which way a clause says that things went; null where it says neither, or both. */
function wayOf(clause: string): Way {
  const up = UP.test(clause)
  const down = DOWN.test(clause)
  if (up === down) return null
  return up ? 'up' : 'down'
}
