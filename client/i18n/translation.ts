import type { English } from './english.ts'

/**
 * One area of the app's words in a language with these plural forms (`Intl.PluralRules`): every sentence of the
 * English one, none besides. Where English has `left_one` and `left_other`, there is one for each form.
 */
type Translation<Area, Form extends string> = {
  [
    Key in keyof Area as Key extends `${infer Stem}_one`
      ? `${Stem}_${Form}`
      : Key extends `${infer Stem}_other`
        ? `${Stem}_one` extends keyof Area
          ? never
          : Key
        : Key
  ]: string
}

export type Russian<Area extends keyof English> = Translation<English[Area], 'one' | 'few' | 'many' | 'other'>
export type Uzbek<Area extends keyof English> = Translation<English[Area], 'one' | 'other'>
