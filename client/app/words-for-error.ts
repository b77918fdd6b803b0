import type { TFunction } from 'i18next'
import { ApiError, NoAnswer } from './api.ts'

/** A sentence for the person in front of the screen: what went wrong, and what to do. */
export function wordsFor(error: unknown, t: TFunction): string {
  if (error instanceof NoAnswer) return t('common.noServer')
  if (error instanceof ApiError && error.message) return error.message
  return t('common.unknownError')
}
