import { useState } from 'react'
import type { ReactNode } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { wordsFor } from './words-for-error.ts'

type Props = {
  title: string
  text: string
  /** What the button that destroys says. */
  button: string
  /** What else is to be known first. */
  children?: ReactNode
  onConfirm(): void | Promise<void>
  onClose(): void
}

/**
 * Asks before something is destroyed. Enter leaves it as it is: the button that destroys has to be gone to. What is
 * refused is said here, and the question stays.
 */
export function AskFirst({ title, text, button, children, onConfirm, onClose }: Props) {
  const { t } = useWords()
  const [refused, setRefused] = useState<unknown>(null)
  // Pressed twice in haste it is done once.
  const [isBusy, setBusy] = useState(false)

  async function carryOut() {
    setBusy(true)
    try {
      await onConfirm()
      onClose()
    } catch (error) {
      setRefused(error)
      setBusy(false)
    }
  }

  return (
    <Dialog open onClose={onClose} title={title} description={text} closeLabel={t('common.close')}>
      {children}
      {refused ? (
        <p role="alert" className="mt-2 rounded-xl bg-bad-soft px-4 py-3 text-bad">
          {wordsFor(refused, t)}
        </p>
      ) : null}
      <div className="mt-4 flex flex-row-reverse gap-2">
        <Button data-first className="flex-1" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button look="danger" className="flex-1" disabled={isBusy} onClick={() => void carryOut()}>
          {button}
        </Button>
      </div>
    </Dialog>
  )
}
