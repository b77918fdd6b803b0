import { Trash2 } from 'lucide-react'
import type { FormEvent } from 'react'
import { useState } from 'react'
import { perform } from '../../command-palette/perform.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { SavedView, savedViews } from '../view/saved-views.ts'
import { removingView } from '../view/view-actions.ts'

type Props = {
  /** As it is kept: `products`. */
  page: string
  views: ReturnType<typeof savedViews>
  /** The address of the view as it is now. */
  address: string
  onChoose(address: string): void
  onClose(): void
}

/** The views that were saved here, and a name for the one that is open. */
export function ViewsDialog({ page, views, address, onChoose, onClose }: Props) {
  const { t } = useWords()
  const [all, setAll] = useState<readonly SavedView[]>(() => views.all())
  const [name, setName] = useState('')
  const [copied, setCopied] = useState(false)

  function save(event: FormEvent) {
    event.preventDefault()
    if (name.trim() === '') return
    setAll(views.save({ name: name.trim(), address }))
    setName('')
  }

  return (
    <Dialog
      open
      onClose={onClose}
      place="side"
      title={t('grid.views')}
      description={t('grid.viewsHint')}
      closeLabel={t('common.close')}
    >
      <form onSubmit={save} className="flex flex-col gap-2 pt-2" data-testid="views-dialog">
        <TextField
          label={t('grid.viewName')}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" look="primary" disabled={name.trim() === ''}>
          {t('grid.saveView')}
        </Button>
        <Button
          onClick={() =>
            void navigator.clipboard.writeText(location.href).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          {copied ? t('grid.linkCopied') : t('grid.copyLink')}
        </Button>
      </form>
      <ul className="mt-4 flex flex-col">
        {all.map((view) => (
          <li key={view.name} className="flex items-center gap-1 border-b border-line">
            <Button look="quiet" className="flex-1 justify-start!" onClick={() => onChoose(view.address)}>
              {view.name}
            </Button>
            <IconButton
              label={t('grid.removeView', { name: view.name })}
              onClick={() => perform(removingView(views, page, view.name, () => setAll(views.all())))}
            >
              <Trash2 aria-hidden className="size-4.5" />
            </IconButton>
          </li>
        ))}
      </ul>
      {all.length === 0 ? <p className="text-muted">{t('grid.noViews')}</p> : null}
    </Dialog>
  )
}
