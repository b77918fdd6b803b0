import { ArrowLeft, KeyRound, ShieldAlert } from 'lucide-react'
import { useState } from 'react'
import { AccountSettings } from '../../shared/account/settings.ts'
import type { AccountChange } from '../../shared/account/settings.ts'
import { account, languageOfUser } from '../app/app-parts.ts'
import { Banners } from '../app/banners.tsx'
import { OwnPin } from '../app/own-pin.tsx'
import { go, placeFor } from '../app/place.ts'
import { useShop } from '../app/shop-context.ts'
import { TopBar } from '../app/top-bar.tsx'
import { useAnswer } from '../app/use-answer.ts'
import { wordsFor } from '../app/words-for-error.ts'
import '../i18n/desk-words.ts'
import '../i18n/sheet-words.ts'
import type { Language } from '../i18n/languages.ts'
import { languages, namesOfLanguages } from '../i18n/languages.ts'
import { useTranslation } from '../i18n/i18n.ts'
import { useWords } from '../i18n/use-words.ts'
import { Group } from '../settings/branches/group.tsx'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { note } from '../ui/note.ts'
import { Switch } from '../ui/switch.tsx'
import { OwnAlertList } from './own-alert-list.tsx'
import { TelegramGroup } from './telegram-group.tsx'
import { useSelfHere } from '../people/use-self-here.ts'

/** What somebody sets for themselves: language, PIN, how they are told of things, and the chat that stands for them. */
export function AccountPage() {
  const { t } = useWords()
  const { user } = useShop().session
  const isSelf = useSelfHere()
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <TopBar>
        <Button look="quiet" onClick={() => go(placeFor('/', account.state()))}>
          <ArrowLeft aria-hidden className="size-5" />
          {t('account.back')}
        </Button>
      </TopBar>
      <Banners />
      <main tabIndex={0} className="min-h-0 flex-1 overflow-y-auto p-3 sm:p-5">
        {isSelf ? (
          <div className="mx-auto flex max-w-3xl flex-col gap-5">
            <div>
              <h1 className="text-2xl font-semibold tracking-tight">{t('account.title')}</h1>
              <p className="text-muted">{t('account.lead')}</p>
            </div>
            <Own />
          </div>
        ) : (
          <div className="flex flex-col items-center gap-3 p-6 text-center">
            <ShieldAlert aria-hidden className="size-8 text-muted" />
            <h1 className="text-xl font-semibold">{t('account.notYou', { name: user.name })}</h1>
            <p className="max-w-md text-muted">{t('account.notYouHint')}</p>
          </div>
        )}
      </main>
    </div>
  )
}

function Own() {
  const { t } = useWords()
  const { language } = useTranslation()
  const { training } = useShop().session
  const { value, error, ask } = useAnswer('/account/settings', (it) => AccountSettings.parse(it))
  const [pin, setPin] = useState(false)

  async function change(what: AccountChange, said = true) {
    try {
      await account.callAs('/account/settings', { method: 'PATCH', body: what })
      if (said) note(t('account.saved'))
    } catch (refused) {
      note(wordsFor(refused, t))
    }
    await ask()
  }
  async function speak(next: Language) {
    try {
      await languageOfUser.choose(next)
      // That it is spoken says that it was saved; the sentence would be in the language of before.
      await change({ language: next }, false)
    } catch {
      note(t('common.noServer'))
    }
  }

  return (
    <>
      <Group title={t('account.language')} lead={t('account.languageLead')}>
        <Choice<Language>
          label={t('account.language')}
          value={language}
          options={languages.map((one) => ({
            value: one,
            label: <span lang={one}>{namesOfLanguages[one]}</span>,
          }))}
          onChange={(next) => void speak(next)}
        />
      </Group>
      {training ? null : (
        <Group title={t('account.pin')} lead={t('account.pinLead')}>
          <Button onClick={() => setPin(true)}>
            <KeyRound aria-hidden className="size-5" />
            {t('people.newPin')}
          </Button>
          {pin ? <OwnPin onClose={() => setPin(false)} /> : null}
        </Group>
      )}
      <TelegramGroup />
      <Group title={t('account.told')} lead={t('account.toldLead')}>
        {value ? (
          <div className="flex flex-col gap-3">
            <Switch
              label={t('account.byChat')}
              hint={t('account.byChatHint')}
              value={value.lowStockTelegram}
              onChange={(lowStockTelegram) => void change({ lowStockTelegram })}
            />
            <Switch
              label={t('account.byMail')}
              hint={value.mailIsOn ? t('account.byMailHint', { email: value.email }) : t('account.mailOff')}
              value={value.lowStockMail}
              onChange={(lowStockMail) => void change({ lowStockMail })}
            />
          </div>
        ) : (
          <p role={error ? 'alert' : 'status'} className="text-muted">
            {error ? wordsFor(error, t) : t('account.loading')}
          </p>
        )}
      </Group>
      <OwnAlertList />
    </>
  )
}
