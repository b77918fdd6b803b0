import { useState } from 'react'
import type { WeekList } from '../../shared/summary/week-summary.ts'
import { account } from '../app/app-parts.ts'
import { useRights } from '../command-palette/use-actions.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { Switch } from '../ui/switch.tsx'

/** Whether the week is mailed to whoever signed in; or that nothing is mailed at all. */
export function MailSwitch({ mail, onChanged }: { mail: WeekList['mail']; onChanged(): Promise<void> }) {
  const { t } = useWords()
  const [refused, setRefused] = useState<unknown>(null)
  const isOwn = useRights().has('own')
  if (!mail.mayChoose || !isOwn) return null
  if (!mail.isOn) {
    return (
      <p className="max-w-xs text-sm text-muted">
        {t('week.mailOff')} {t('week.mailOffDo')}
      </p>
    )
  }
  const choose = async (wanted: boolean): Promise<void> => {
    setRefused(null)
    try {
      await account.callAs('/summaries/mail', { method: 'PATCH', body: { wanted } })
      await onChanged()
    } catch (error) {
      setRefused(error)
    }
  }
  return (
    <div>
      <Switch
        label={t('week.wanted')}
        hint={t('week.wantedHint')}
        value={mail.wanted}
        onChange={(wanted) => void choose(wanted)}
      />
      {refused ? (
        <p role="alert" className="text-sm text-bad">
          {wordsFor(refused, t)}
        </p>
      ) : null}
    </div>
  )
}
