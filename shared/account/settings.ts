import { z } from 'zod'

/** The languages that the app, its mails and its bot speak. */
export const spokenLanguages = ['en', 'ru', 'uz'] as const
export const SpokenLanguage = z.enum(spokenLanguages)
export type SpokenLanguage = z.infer<typeof SpokenLanguage>

/** What somebody chose for themselves, with what holds where they chose nothing. */
export const AccountSettings = z.object({
  language: z.nullable(SpokenLanguage),
  /** Whether they are told of what runs low, by mail and in the chat. */
  lowStockMail: z.boolean(),
  lowStockTelegram: z.boolean(),
  /** Where mails go, and whether this server sends any. */
  email: z.string(),
  mailIsOn: z.boolean(),
})
export type AccountSettings = z.infer<typeof AccountSettings>

/** What is to change; the rest stays. */
export const AccountChange = z
  .strictObject({
    language: SpokenLanguage,
    lowStockMail: z.boolean(),
    lowStockTelegram: z.boolean(),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'name what is to change')
export type AccountChange = z.infer<typeof AccountChange>
