import { useState } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Progress } from '../ui/progress.tsx'
import { useShop } from './shop-context.ts'
import { storageLevel } from './storage-level.ts'
import { useStorage } from './use-storage.ts'

/**
 * Whether the browser keeps what is stored here, how much that is, and what to do when it fills (C6).
 *
 * @param hasUnsent whether anything would be lost with it
 */
export function StorageReport({ hasUnsent }: { hasUnsent: boolean }) {
  const { t, number } = useWords()
  const state = useStorage()
  /** What the browser has said to the button; null before. */
  const [answer, setAnswer] = useState<boolean | null>(null)
  if (!state) return null
  const level = storageLevel(state)
  const persisted = answer ?? state.persisted
  const size = (bytes: number) =>
    t('units.megabytes', { size: number(bytes / 1e6, { maximumFractionDigits: bytes < 1e7 ? 1 : 0 }) })
  return (
    <div className="flex flex-col gap-2 text-sm">
      {persisted === true ? <p className="text-good">{t('status.storageKept')}</p> : null}
      {persisted === false ? (
        <NotKept hasUnsent={hasUnsent} wasAsked={answer !== null} onAnswer={setAnswer} />
      ) : null}
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

type NotKeptProps = { hasUnsent: boolean; wasAsked: boolean; onAnswer(persisted: boolean | null): void }

/** The browser has promised nothing: how bad that is, and what it says when it is asked. */
function NotKept({ hasUnsent, wasAsked, onAnswer }: NotKeptProps) {
  const { t } = useWords()
  const { storage } = useShop()
  const [asking, setAsking] = useState(false)

  async function ask() {
    setAsking(true)
    onAnswer((await storage.keep()).persisted)
    setAsking(false)
  }

  return (
    <>
      <p className={hasUnsent ? 'text-warn' : 'text-muted'}>
        {t(hasUnsent ? 'status.storageMayGo' : 'status.storageNotKept')}
      </p>
      <Button onClick={() => void ask()} disabled={asking}>
        {t(asking ? 'status.storageAsking' : 'status.storageAsk')}
      </Button>
      <p role="status" className="text-muted empty:hidden">
        {wasAsked && !asking ? t('status.storageRefused') : null}
      </p>
    </>
  )
}
