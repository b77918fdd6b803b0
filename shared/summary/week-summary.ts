import { z } from 'zod'
import { Instant } from '../basics/scalars.ts'
import { WeekStatistics } from './week-statistics.ts'

export const summaryLanguages = ['en', 'ru', 'uz'] as const
export const SummaryLanguage = z.enum(summaryLanguages)
export type SummaryLanguage = z.infer<typeof SummaryLanguage>

/**
 * Why a summary is a plain one: no model is named, it gave no answer in time, could not be asked, answered something
 * else than three sentences, told numbers that are not in the statistics, or wrote in other languages than the reader's.
 */
export const plainReasons = [
  'no-model',
  'late',
  'unreachable',
  'nonsense',
  'wrong-numbers',
  'other-language',
] as const
export const PlainReason = z.enum(plainReasons)
export type PlainReason = z.infer<typeof PlainReason>

/** The three sentences in a language, and how they came about. */
export const Telling = z.object({
  bullets: z.array(z.string()).length(3),
  how: z.enum(['model', 'plain']),
  reason: z.nullable(PlainReason),
  /** Which model was asked; null where none was. */
  model: z.nullable(z.string()),
  /** How often it was asked, and what was wrong with each answer that would not do. */
  tries: z.int().min(0),
  faults: z.array(z.string()),
})
export type Telling = z.infer<typeof Telling>

export const SummaryMail = z.object({
  userId: z.string(),
  name: z.string(),
  address: z.string(),
  state: z.enum(['waiting', 'sent', 'failed', 'dropped']),
  attempts: z.int(),
  /** When it is tried next, or when it was sent, given up, or dropped since nobody wants it any more. */
  at: Instant,
  fault: z.nullable(z.string()),
})
export type SummaryMail = z.infer<typeof SummaryMail>

/** A day as a summary is named by: the one on which its week ended. */
export const Week = z.iso.date()

/** A week's summary as somebody reads it. */
export const WeekSummary = z.object({
  week: Week,
  from: Instant,
  to: Instant,
  madeAt: Instant,
  telling: Telling,
  language: SummaryLanguage,
  statistics: WeekStatistics,
  mails: z.array(SummaryMail),
})
export type WeekSummary = z.infer<typeof WeekSummary>

/** The weeks that there are, in short, the newest first. */
export const WeekList = z.object({
  weeks: z.array(
    z.object({
      week: Week,
      to: Instant,
      madeAt: Instant,
      how: z.enum(['model', 'plain']),
      total: z.number(),
      sales: z.int(),
      currency: z.string(),
    }),
  ),
  /** The week that ended last, and whether it is told of, being told of, or not. */
  last: z.object({ week: Week, to: Instant, state: z.enum(['made', 'making', 'missing']) }),
  /** When the next one is due. */
  nextAt: Instant,
  mail: z.object({ isOn: z.boolean(), wanted: z.boolean(), mayChoose: z.boolean() }),
})
export type WeekList = z.infer<typeof WeekList>

/** PATCH /summaries/mail: whether the week is mailed to the one who asks. */
export const SummaryMailChoice = z.strictObject({ wanted: z.boolean() })

export const SummaryQuery = z.strictObject({ language: SummaryLanguage.default('en') })
