import type { English } from './english.ts'
import type { Language } from './languages.ts'
import { localeOf } from './languages.ts'
import { formatNumber } from './numbers.ts'

type Stem<Key> = Key extends `${infer Name}_${'zero' | 'one' | 'other'}` ? Name : never
type Named<Area extends string, Name> = Name extends string ? `${Area}.${Name}` : never

/** Every sentence by its area and name; one with plural forms by its name alone. */
export type Sentence = {
  [Area in keyof English]: Named<Area, keyof English[Area] | Stem<keyof English[Area]>>
}[keyof English]

export type Values = Readonly<Record<string, string | number>>

/** Says a sentence; `count` chooses its form. `{{count, number}}` is written as the reader writes numbers. */
export type Translate = (sentence: Sentence, values?: Values) => string

/** The words of a language, by area. */
export type Areas = Readonly<Record<keyof English, Readonly<Record<string, string>>>>

/** @param missing says what this language has no words for; without it the sentence's name is shown */
export function translator(words: Partial<Areas>, language: Language, missing?: Translate): Translate {
  const rules = new Intl.PluralRules(language)
  const locale = localeOf(language, navigator.languages)

  function formOf(
    area: Readonly<Record<string, string>> | undefined,
    name: string,
    count: unknown,
  ): string | undefined {
    if (!area) return undefined
    if (typeof count !== 'number') return area[name]
    const none = count === 0 ? area[`${name}_zero`] : undefined
    return none ?? area[`${name}_${rules.select(count)}`] ?? area[name]
  }

  return (sentence, values = {}) => {
    const dot = sentence.indexOf('.')
    const area = words[sentence.slice(0, dot) as keyof English]
    const form = formOf(area, sentence.slice(dot + 1), values['count'])
    if (form === undefined) return missing?.(sentence, values) ?? sentence
    return form.replace(/\{\{(\w+)(, number)?\}\}/g, (_, name: string, isNumber: string | undefined) => {
      const value = values[name] ?? ''
      return isNumber ? formatNumber(Number(value), locale) : String(value)
    })
  }
}
