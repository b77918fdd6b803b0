import type { FormEvent } from 'react'
import { useState } from 'react'
import { useTranslation } from '../i18n/i18n.ts'
import { Button } from '../ui/button.tsx'
import { note } from '../ui/note.ts'
import { TextField } from '../ui/text-field.tsx'
import { device } from './app-parts.ts'
import { download } from './download.ts'
import { useShop } from './shop-context.ts'

const shortest = 8

/** Saves what is unsent as an encrypted file, under a passphrase that only the person knows (C8). */
export function ExportUnsent({ onDone }: { onDone(): void }) {
  const { t } = useTranslation()
  const shop = useShop()
  const [passphrase, setPassphrase] = useState('')
  const [fault, setFault] = useState<string | null>(null)

  async function save(event: FormEvent) {
    event.preventDefault()
    if (passphrase.length < shortest) {
      setFault(t('status.passphraseShort'))
      return
    }
    try {
      const file = await shop.sync.exportUnsent(passphrase)
      const day = new Date(device.now()).toISOString().slice(0, 10)
      download(file, `omnisync-unsent-${shop.session.lane?.code ?? 'device'}-${day}.bin`)
      note(t('status.exported'))
      onDone()
    } catch (error) {
      setFault(error instanceof Error ? error.message : t('common.unknownError'))
    }
  }

  return (
    <form
      onSubmit={(event) => void save(event)}
      className="mt-4 flex flex-col gap-3 rounded-xl border border-line p-4"
    >
      <p className="text-sm text-muted">{t('status.exportHint')}</p>
      <TextField
        label={t('status.passphrase')}
        hint={t('status.passphraseShort')}
        fault={fault}
        type="password"
        autoComplete="new-password"
        autoFocus
        value={passphrase}
        onChange={(event) => {
          setPassphrase(event.currentTarget.value)
          setFault(null)
        }}
      />
      <Button type="submit" look="primary">
        {t('status.exportDo')}
      </Button>
    </form>
  )
}
