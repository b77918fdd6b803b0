import type { FormEvent } from 'react'
import { useState } from 'react'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'

type Props = {
  title: string
  lead: string
  /** What it is called now. */
  first: string
  /** Characters. */
  most: number
  save(name: string): Promise<void>
  onClose(): void
}

/** Gives something another name. What is refused is said here, and what was typed stays. */
export function NameDialog({ title, lead, first, most, save, onClose }: Props) {
  const { t } = useWords()
  const [name, setName] = useState(first)
  const [refused, setRefused] = useState<unknown>(null)
  const [isEmpty, setEmpty] = useState(false)
  const [busy, setBusy] = useState(false)

  async function submit(event: FormEvent) {
    event.preventDefault()
    const typed = name.trim()
    setEmpty(typed === '')
    if (typed === '' || busy) return
    setBusy(true)
    try {
      await save(typed)
      onClose()
    } catch (error) {
      setRefused(error)
      setBusy(false)
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      place="side"
      title={title}
      description={lead}
      closeLabel={t('common.close')}
    >
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4 pt-2">
        <TextField
          data-first
          label={t('staff.name')}
          value={name}
          maxLength={most}
          autoComplete="off"
          fault={isEmpty ? t('staff.nameFault') : null}
          onChange={(event) => {
            setRefused(null)
            setName(event.currentTarget.value)
          }}
        />
        {refused ? (
          <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 text-bad">
            {wordsFor(refused, t)}
          </p>
        ) : null}
        <Button type="submit" look="primary" disabled={busy}>
          {t('common.save')}
        </Button>
      </form>
    </Dialog>
  )
}
