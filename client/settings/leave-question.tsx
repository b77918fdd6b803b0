import { useBlocker } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { holdPlace } from '../app/place.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

/**
 * Asks before a page is left with changes that are not saved, whichever way: by a link of the desk or Back, which its
 * router knows, by a way out of the desk, or by closing the tab, where the browser asks.
 */
export function LeaveQuestion({ changes }: { changes: number }) {
  const { t } = useWords()
  const isDirty = changes > 0
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty,
    enableBeforeUnload: isDirty,
    disabled: !isDirty,
    withResolver: true,
  })
  const [wayOut, setWayOut] = useState<{ leave(): void } | null>(null)
  useEffect(() => (isDirty ? holdPlace((leave) => setWayOut({ leave })) : undefined), [isDirty])

  function stay() {
    blocker.reset?.()
    setWayOut(null)
  }

  function leave() {
    blocker.proceed?.()
    wayOut?.leave()
    setWayOut(null)
  }

  return (
    <Dialog
      open={blocker.status === 'blocked' || wayOut !== null}
      onClose={stay}
      title={t('settings.leaveTitle')}
      description={t('settings.leaveText', { count: changes })}
      closeLabel={t('common.close')}
    >
      <div className="mt-4 flex flex-row-reverse gap-2">
        <Button data-first look="primary" className="flex-1" onClick={stay}>
          {t('settings.stay')}
        </Button>
        <Button look="danger" className="flex-1" onClick={leave}>
          {t('settings.leave')}
        </Button>
      </div>
    </Dialog>
  )
}
