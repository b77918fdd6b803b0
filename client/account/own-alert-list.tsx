import { OwnAlerts } from '../../shared/account/telegram.ts'
import { account } from '../app/app-parts.ts'
import { useAnswer } from '../app/use-answer.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { Group } from '../settings/branches/group.tsx'
import { Button } from '../ui/button.tsx'
import { note } from '../ui/note.ts'

const EVERY_MS = 10_000

/** Thresholds of one's own, as they were set in the chat, each to be taken off. */
export function OwnAlertList() {
  const { t, number } = useWords()
  const { value, error, ask } = useAnswer('/account/alerts', (it) => OwnAlerts.parse(it), EVERY_MS)

  async function remove(productId: string) {
    try {
      await account.callAs(`/account/alerts/${productId}`, { method: 'DELETE' })
    } catch (refused) {
      note(wordsFor(refused, t))
    }
    await ask()
  }

  return (
    <Group title={t('account.ownAlerts')} lead={t('account.ownAlertsLead')}>
      {value === null ? (
        <p role={error ? 'alert' : 'status'} className="text-muted">
          {error ? wordsFor(error, t) : t('account.loading')}
        </p>
      ) : value.alerts.length === 0 ? (
        <p className="text-muted">{t('account.noAlerts')}</p>
      ) : (
        <ul className="divide-y divide-line">
          {value.alerts.map(({ productId, sku, title, threshold }) => (
            <li key={productId} className="flex items-center gap-3 py-2">
              <p className="min-w-0 flex-1">
                <span className="block truncate font-medium">{title}</span>
                <span className="text-sm text-muted">
                  {sku} · {t('account.at', { count: number(threshold) })}
                </span>
              </p>
              <Button aria-label={t('account.removeOf', { title })} onClick={() => void remove(productId)}>
                {t('account.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Group>
  )
}
