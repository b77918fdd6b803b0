import { useEffect, useState } from 'react'
import type { StorageState } from '../database/shop.ts'
import { useWords } from '../i18n/use-words.ts'
import { useShop } from './shop-context.ts'

/** Whether the browser keeps what is stored here, and how much that is (C6). */
export function StorageReport() {
  const { t, number } = useWords()
  const shop = useShop()
  const [state, setState] = useState<StorageState | null>(null)
  useEffect(() => {
    let current = true
    void shop.storage.state().then((next) => (current ? setState(next) : undefined))
    return () => {
      current = false
    }
  }, [shop])
  if (!state) return null
  const size = (bytes: number) =>
    t('units.megabytes', { size: number(bytes / 1e6, { maximumFractionDigits: bytes < 1e7 ? 1 : 0 }) })
  return (
    <div className="flex flex-col gap-1 text-sm">
      {state.persisted === null ? null : (
        <p className={state.persisted ? 'text-good' : 'text-warn'}>
          {state.persisted ? t('status.storageKept') : t('status.storageMayGo')}
        </p>
      )}
      {state.usage !== null && state.quota !== null ? (
        <p className="text-muted">
          {t('status.usage', { used: size(state.usage), quota: size(state.quota) })}
        </p>
      ) : null}
    </div>
  )
}
