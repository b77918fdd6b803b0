import type { SpokenLanguage } from '../../shared/account/settings.ts'
import { en } from './words/en.ts'
import { ru } from './words/ru.ts'
import { uz } from './words/uz.ts'

/** All that the bot says, in HTML as Telegram reads it: whatever comes from a person or the catalogue is escaped. */
export type BotWords = typeof en

const all: Record<SpokenLanguage, BotWords> = { en, ru, uz }

/** The bot's words in a language; English where it is none of ours. */
export function wordsOf(language: string | undefined): BotWords {
  return all[(language?.slice(0, 2) ?? 'en') as SpokenLanguage] ?? en
}
