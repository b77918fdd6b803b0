import type { FormEvent } from 'react'
import { useState } from 'react'
import type { ConnectedShop } from '../../shared/shopify/shop-status.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { ActionButton } from '../command-palette/action-button.tsx'
import type { Action } from '../command-palette/action.ts'
import { useWords } from '../i18n/use-words.ts'
import { Group } from '../settings/branches/group.tsx'
import { Button } from '../ui/button.tsx'
import { note } from '../ui/note.ts'
import { TextField } from '../ui/text-field.tsx'
import { giveCredentials } from './shop-commands.ts'

type Props = { shop: ConnectedShop; actions: readonly Action[]; onSaved(): Promise<void> }

/** By what we are let in: another client id or secret, and the way out. */
export function AccessForm({ shop, actions, onSaved }: Props) {
  const { t, fullMoment } = useWords()
  const [clientId, setClientId] = useState(shop.clientId)
  const [secret, setSecret] = useState('')
  const [refused, setRefused] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const disconnect = actions.find(({ id }) => id === 'shop disconnect')
  const isWhole = clientId.trim() !== '' && secret.trim() !== ''

  async function save(event: FormEvent) {
    event.preventDefault()
    if (!isWhole || busy) return
    setBusy(true)
    setRefused(null)
    try {
      await giveCredentials({ clientId: clientId.trim(), secret: secret.trim() })
      setSecret('')
      note(t('shopify.accessSaved'))
      await onSaved()
    } catch (error) {
      setRefused(error)
    }
    setBusy(false)
  }

  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      <Group title={t('shopify.accessTitle')} lead={t('shopify.accessLead')}>
        <div className="flex flex-col gap-4">
          <p className="text-[15px]">
            <span className="font-medium break-all">{shop.domain}</span>
            <span className="block text-sm text-muted">
              {t('shopify.connectedSince', { time: fullMoment(shop.connectedAt) })}
            </span>
          </p>
          <TextField
            name="clientId"
            autoComplete="off"
            spellCheck={false}
            label={t('shopify.clientId')}
            value={clientId}
            onChange={(event) => setClientId(event.currentTarget.value)}
          />
          <TextField
            name="secret"
            type="password"
            autoComplete="new-password"
            label={t('shopify.secret')}
            hint={t('shopify.secretHint')}
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
          />
          {refused ? (
            <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 text-bad">
              {wordsFor(refused, t)}
            </p>
          ) : null}
          <div className="flex flex-wrap gap-2">
            <Button type="submit" disabled={!isWhole || busy} className="flex-1">
              {t(busy ? 'shopify.connecting' : 'shopify.saveAccess')}
            </Button>
            {disconnect ? <ActionButton action={disconnect} look="quiet" className="text-bad!" /> : null}
          </div>
        </div>
      </Group>
    </form>
  )
}
