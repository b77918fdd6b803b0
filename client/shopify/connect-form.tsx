import type { FormEvent } from 'react'
import { useState } from 'react'
import { ConnectShop, ShopDomain } from '../../shared/shopify/connection.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { Group } from '../settings/branches/group.tsx'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { connectShop } from './shop-commands.ts'

const empty = { domain: '', clientId: '', secret: '' }
type Field = keyof typeof empty

/** Connects a shop. The server asks it who it is first, so that a wrong secret is known at once. */
export function ConnectForm({ onConnected }: { onConnected(): Promise<void> }) {
  const { t } = useWords()
  const [typed, setTyped] = useState(empty)
  const [tried, setTried] = useState(false)
  const [refused, setRefused] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const faults: Record<Field, string | null> = {
    domain: ShopDomain.safeParse(typed.domain).success ? null : t('shopify.domainFault'),
    clientId: typed.clientId.trim() === '' ? t('shopify.needed') : null,
    secret: typed.secret.trim() === '' ? t('shopify.needed') : null,
  }
  const field = (name: Field) => ({
    name,
    value: typed[name],
    autoComplete: 'off',
    spellCheck: false,
    fault: tried ? faults[name] : null,
    onChange: (event: { currentTarget: { value: string } }) => {
      setRefused(null)
      setTyped({ ...typed, [name]: event.currentTarget.value })
    },
  })

  async function connect(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (busy || Object.values(faults).some(Boolean)) return
    setBusy(true)
    try {
      await connectShop(ConnectShop.parse(typed))
      await onConnected()
    } catch (error) {
      setRefused(error)
    }
    setBusy(false)
  }

  return (
    <form noValidate className="max-w-2xl" onSubmit={(event) => void connect(event)}>
      <Group title={t('shopify.connectTitle')} lead={t('shopify.connectLead')}>
        <div className="flex flex-col gap-4">
          <TextField {...field('domain')} label={t('shopify.domain')} hint={t('shopify.domainHint')} />
          <TextField {...field('clientId')} label={t('shopify.clientId')} />
          <TextField
            {...field('secret')}
            type="password"
            autoComplete="new-password"
            label={t('shopify.secret')}
            hint={t('shopify.secretHint')}
          />
          {refused ? (
            <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 text-bad">
              {wordsFor(refused, t)}
            </p>
          ) : null}
          <Button type="submit" look="primary" disabled={busy}>
            {t(busy ? 'shopify.connecting' : 'shopify.connect')}
          </Button>
        </div>
      </Group>
    </form>
  )
}
