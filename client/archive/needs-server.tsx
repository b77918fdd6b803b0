import { Link } from '@tanstack/react-router'
import { CloudOff } from 'lucide-react'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'

/** Without the server there is no archive; what this device holds is one link away. */
export function NeedsServer({ onAgain }: { onAgain: (() => void) | null }) {
  const { t } = useWords()
  return (
    <div
      role="status"
      data-testid="needs-server"
      className="flex flex-1 flex-col items-center justify-center gap-3 p-6 text-center"
    >
      <CloudOff aria-hidden className="size-8 text-muted" />
      <p className="text-lg font-medium">{t('archive.needsServer')}</p>
      <p className="max-w-md text-muted">{t('archive.needsServerHint')}</p>
      <div className="flex flex-wrap justify-center gap-2">
        {onAgain ? <Button onClick={onAgain}>{t('common.tryAgain')}</Button> : null}
        <Link
          to="/orders"
          className="inline-flex min-h-12 items-center rounded-xl bg-accent px-4 font-semibold text-on-accent hover:bg-accent-hover"
        >
          {t('archive.toOrders')}
        </Link>
      </div>
    </div>
  )
}
