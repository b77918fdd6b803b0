import { Link } from '@tanstack/react-router'
import { useTranslation } from '../i18n/i18n.ts'
import { go } from '../app/place.ts'
import { useShop } from '../app/shop-context.ts'
import { useAdminHere } from '../settings/use-admin-here.ts'
import { Button } from '../ui/button.tsx'

/** Where an admin or support goes from here. */
export function DeskLinks() {
  const { t } = useTranslation()
  const { user } = useShop().session
  const isAdmin = useAdminHere()
  return (
    <nav className="flex items-center gap-1">
      <Link
        to="/home"
        className="hidden min-h-12 items-center rounded-xl px-3 font-medium text-muted hover:bg-sunken md:flex"
        activeProps={{ className: 'text-ink!' }}
      >
        {t('home.title')}
      </Link>
      <Link
        to="/orders"
        className="hidden min-h-12 items-center rounded-xl px-3 font-medium text-muted hover:bg-sunken sm:flex"
        activeProps={{ className: 'text-ink!' }}
      >
        {t('desk.title')}
      </Link>
      <Link
        to="/conflicts"
        className="hidden min-h-12 items-center rounded-xl px-3 font-medium text-muted hover:bg-sunken sm:flex"
        activeProps={{ className: 'text-ink!' }}
      >
        {t('cases.link')}
      </Link>
      <Link
        to="/archive"
        className="hidden min-h-12 items-center rounded-xl px-3 font-medium text-muted hover:bg-sunken lg:flex"
        activeProps={{ className: 'text-ink!' }}
      >
        {t('archive.title')}
      </Link>
      <Link
        to="/products"
        className="hidden min-h-12 items-center rounded-xl px-3 font-medium text-muted hover:bg-sunken sm:flex"
        activeProps={{ className: 'text-ink!' }}
      >
        {t('grid.products')}
      </Link>
      <Link
        to="/dead-letters"
        className="hidden min-h-12 items-center rounded-xl px-3 font-medium text-muted hover:bg-sunken sm:flex"
        activeProps={{ className: 'text-ink!' }}
      >
        {t('desk.deadLetters')}
      </Link>
      <Link
        to="/status"
        className="hidden min-h-12 items-center rounded-xl px-3 font-medium text-muted hover:bg-sunken lg:flex"
        activeProps={{ className: 'text-ink!' }}
      >
        {t('system.title')}
      </Link>
      {isAdmin ? (
        <Link
          to="/settings/branches"
          className="hidden min-h-12 items-center rounded-xl px-3 font-medium text-muted hover:bg-sunken lg:flex"
          activeProps={{ className: 'text-ink!' }}
        >
          {t('settings.title')}
        </Link>
      ) : null}
      {isAdmin ? (
        <Link
          to="/bulk"
          className="hidden min-h-12 items-center rounded-xl px-3 font-medium text-muted hover:bg-sunken lg:flex"
          activeProps={{ className: 'text-ink!' }}
        >
          {t('bulk.title')}
        </Link>
      ) : null}
      {user.role === 'SUPPORT' ? null : (
        <Button look="quiet" onClick={() => go('/till')}>
          {t('app.till')}
        </Button>
      )}
    </nav>
  )
}
