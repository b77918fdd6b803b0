import type { SummaryLanguage } from '../../../shared/summary/week-summary.ts'
import { figuresIn } from '../figures.ts'
import type { Figures } from '../figures.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'
import type { Plural, SummaryWords } from './summary-words.ts'
import { uz } from './uz.ts'

const words: Record<SummaryLanguage, SummaryWords> = { en, ru, uz }

type Sentence = {
  [Key in keyof SummaryWords]: SummaryWords[Key] extends string ? Key : never
}[keyof SummaryWords]
type Counted = Exclude<keyof SummaryWords, Sentence>

/** The words and figures of a language. */
export type Say = Figures & {
  /** A sentence with what is in braces filled in. */
  t(key: Sentence, parts?: Record<string, string>): string
  /** So many things, in the form that the number asks for. */
  many(key: Counted, count: number): string
}

export function sayIn(language: SummaryLanguage): Say {
  const own = words[language]
  const figures = figuresIn(language)
  const rules = new Intl.PluralRules(language === 'uz' ? 'en' : language)
  const fill = (sentence: string, parts: Record<string, string>): string =>
    // In one go: what is filled in may hold braces itself.
    sentence.replaceAll(/\{(\w+)\}/g, (all, name: string) => parts[name] ?? all)
  return {
    ...figures,
    t: (key, parts = {}) => fill(own[key], parts),
    many(key, count) {
      const forms: Plural = own[key]
      return fill(forms[rules.select(count)] ?? forms.other, { n: figures.number(count) })
    },
  }
}
