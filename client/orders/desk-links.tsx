import { Link } from '@tanstack/react-router'
import { useTranslation } from '../i18n/i18n.ts'
import type { Sentence } from '../i18n/translate.ts'
import { go } from '../app/place.ts'
import { AskedLink } from '../approvals/asked-link.tsx'
import { useShop } from '../app/shop-context.ts'
import { useAdminHere } from '../settings/use-admin-here.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'

/** The bar's links in order, and from which width of the screen on there is room for each; the menu has all of them. */
const links = [
  { to: '/home', name: 'home.title', from: 'md:flex' },
  { to: '/orders', name: 'desk.title', from: 'sm:flex' },
  { to: '/conflicts', name: 'cases.link', from: 'sm:flex' },
  { to: '/archive', name: 'archive.title', from: 'lg:flex' },
  { to: '/products', name: 'grid.products', from: 'sm:flex' },
  { to: '/dead-letters', name: 'desk.deadLetters', from: 'sm:flex' },
  { to: '/status', name: 'system.title', from: 'lg:flex' },
  { to: '/settings/branches', name: 'settings.title', from: 'lg:flex', forAdmins: true },
  { to: '/bulk', name: 'bulk.title', from: 'lg:flex', forAdmins: true },
] as const satisfies readonly { to: string; name: Sentence; from: string; forAdmins?: true }[]

/** Where an admin or support goes from here. */
export function DeskLinks() {
  const { t } = useTranslation()
  const { user } = useShop().session
  const isAdmin = useAdminHere()
  return (
    <nav className="flex items-center gap-0.5 2xl:gap-1">
      {links
        .filter((link) => isAdmin || !('forAdmins' in link))
        .map(({ to, name, from }) => (
          <Link
            key={to}
            to={to}
            className={classNames(
              'hidden min-h-12 items-center rounded-xl px-2 text-[15px] font-medium whitespace-nowrap text-muted hover:bg-sunken 2xl:px-3 2xl:text-base',
              from,
            )}
            activeOptions={{ exact: to === '/orders' }}
            activeProps={{ className: 'text-ink!' }}
          >
            {t(name)}
          </Link>
        ))}
      <AskedLink className="hidden 2xl:flex" />
      {user.role === 'SUPPORT' ? null : (
        <Button look="quiet" className="max-sm:hidden" onClick={() => go('/till')}>
          {t('app.till')}
        </Button>
      )}
    </nav>
  )
}
