import { useTranslation } from '../i18n/i18n.ts'
import type { Language } from '../i18n/languages.ts'
import { languages, namesOfLanguages } from '../i18n/languages.ts'
import { Choice } from '../ui/choice.tsx'
import { note } from '../ui/note.ts'
import { languageOfUser } from './app-parts.ts'

/** The language of the app, for whoever is signed in here. */
export function LanguageChoice() {
  const { t, language } = useTranslation()
  return (
    <Choice<Language>
      label={t('app.language')}
      value={language}
      options={languages.map((value) => ({
        value,
        label: <span lang={value}>{namesOfLanguages[value]}</span>,
      }))}
      onChange={(next) => {
        languageOfUser.choose(next).catch(() => note(t('common.noServer')))
      }}
    />
  )
}
