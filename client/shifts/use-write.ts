import { useState } from 'react'
import { useSyncState } from '../app/shop-context.ts'
import { useWords } from '../i18n/use-words.ts'

/** Something that is being written to the device: whether it is, and what went wrong with it. */
export function useWrite() {
  const { t } = useWords()
  const { isWriter } = useSyncState()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)

  async function write<Result>(task: () => Promise<Result>): Promise<Result | null> {
    // Another tab may have taken over since the form was opened; the store would say so to programmers only.
    if (!isWriter) {
      setFault(t('app.readOnly'))
      return null
    }
    setBusy(true)
    setFault(null)
    try {
      return await task()
    } catch (error) {
      setFault(t('shift.failed', { why: error instanceof Error ? error.message : String(error) }))
      return null
    } finally {
      setBusy(false)
    }
  }

  return { busy, fault, write }
}
