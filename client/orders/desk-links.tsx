import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useShop } from '../app/shop-context.ts'
import { Button } from '../ui/button.tsx'

/** Where an admin or support goes from here. */
export function DeskLinks() {
  const { t } = useTranslation()
  const { user } = useShop().session
  const navigate = useNavigate()
  return (
    <nav className="flex items-center gap-1">
      <Link
        to="/orders"
        className="hidden min-h-12 items-center rounded-xl px-3 font-medium text-muted hover:bg-sunken sm:flex"
        activeProps={{ className: 'text-ink!' }}
      >
        {t('desk.title')}
      </Link>
      <Link
        to="/dead-letters"
        className="hidden min-h-12 items-center rounded-xl px-3 font-medium text-muted hover:bg-sunken sm:flex"
        activeProps={{ className: 'text-ink!' }}
      >
        {t('desk.deadLetters')}
      </Link>
      {user.role === 'SUPPORT' ? null : (
        <Button look="quiet" onClick={() => void navigate({ to: '/till' })}>
          {t('app.till')}
        </Button>
      )}
    </nav>
  )
}
