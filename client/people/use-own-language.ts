import { useEffect } from 'react'
import { languageOfUser } from '../app/app-parts.ts'

/** Speaks the language of whoever is at the till. */
export function useOwnLanguage(personId: string): void {
  useEffect(() => void languageOfUser.speakTo(personId), [personId])
}
