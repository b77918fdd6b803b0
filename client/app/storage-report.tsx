import { useWords } from '../i18n/use-words.ts'
import { Progress } from '../ui/progress.tsx'
import { storageLevel } from './storage-level.ts'
import { useStorage } from './use-storage.ts'

/** Whether the browser keeps what is stored here, how much that is, and what to do when it fills (C6). */
export function StorageReport() {
  const { t, number } = useWords()
  const state = useStorage()
  if (!state) return null
  const level = storageLevel(state)
  const size = (bytes: number) =>
    t('units.megabytes', { size: number(bytes / 1e6, { maximumFractionDigits: bytes < 1e7 ? 1 : 0 }) })
  return (
    <div className="flex flex-col gap-2 text-sm">
      {state.persisted === null ? null : (
        <p className={state.persisted ? 'text-good' : 'text-warn'}>
          {state.persisted ? t('status.storageKept') : t('status.storageMayGo')}
        </p>
      )}
      {state.usage !== null && state.quota !== null ? (
        <Progress
          label={t('status.usage', { used: size(state.usage), quota: size(state.quota) })}
          figures={number(state.usage / state.quota, { style: 'percent', maximumFractionDigits: 0 })}
          value={state.usage / state.quota}
        />
      ) : null}
      {level === 'filling' || level === 'full' ? (
        <p className={level === 'full' ? 'text-bad' : 'text-warn'}>
          {t(level === 'full' ? 'status.storageFull' : 'status.storageFilling')}
        </p>
      ) : null}
    </div>
  )
}
