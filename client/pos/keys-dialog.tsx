import { useWords } from '../i18n/use-words.ts'
import { Dialog } from '../ui/dialog.tsx'
import { tillActions, usualKeys } from './keys.ts'

/** The map of keys. */
export function KeysDialog({ open, onClose }: { open: boolean; onClose(): void }) {
  const { t } = useWords()
  const rows = [
    ...tillActions.map((action) => ({ key: usualKeys[action] as string, words: t(`keys.${action}`) })),
    { key: 'Enter', words: t('keys.enter') },
    { key: '3 *', words: t('keys.times') },
  ]
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('keys.title')}
      description={t('keys.hint')}
      closeLabel={t('common.close')}
    >
      <dl className="grid gap-x-8 sm:grid-cols-2">
        {rows.map(({ key, words }) => (
          <div key={key} className="flex items-center justify-between gap-3 border-b border-line py-2.5">
            <dt>{words}</dt>
            <dd>
              <kbd className="rounded-md whitespace-nowrap border border-line-strong bg-sunken px-2 py-1 font-sans text-sm font-medium">
                {key.replace('Arrow', '')}
              </kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
