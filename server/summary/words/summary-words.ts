/** A word for one, a few and many things, as a language has them: English and Uzbek have one form for a few and many. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** What a summary and its mail say, in one language. What is in braces is filled in; numbers come written. */
export type SummaryWords = {
  title: string
  subject: string
  intro: string
  sales: Plural
  refunds: Plural
  cases: Plural
  shelves: Plural
  shifts: Plural
  pieces: Plural
  days: Plural
  soldUp: string
  soldDown: string
  soldSame: string
  soldAlone: string
  nothingSold: string
  average: string
  refunded: string
  online: string
  bestBranch: string
  best: string
  bestAndFading: string
  noneSold: string
  fading: string
  soonOut: string
  care: string
  cashShort: string
  cashOver: string
  allWell: string
  plain: string
  byModel: string
  figures: string
  money: string
  thisWeek: string
  weekBefore: string
  change: string
  salesHead: string
  branches: string
  top: string
  fadingHead: string
  usual: string
  soonOutHead: string
  daysLeft: string
  conflicts: string
  cash: string
  open: string
  because: string
}
