import { Link } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { pages, type Page } from '../app/pages.ts'
import { go } from '../app/place.ts'
import { AskedLink } from '../approvals/asked-link.tsx'
import { callFor } from '../command-palette/call-palette.ts'
import { isMac, printed, spokenKeys } from '../command-palette/keys.ts'
import { useRights } from '../command-palette/use-actions.ts'
import { useTranslation } from '../i18n/i18n.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { KeyHint } from '../ui/key-hint.tsx'

const inBar = pages.filter((page): page is Extract<Page, { bar: string }> => 'bar' in page)

/** Where an admin or support goes from here: the palette goes everywhere, the links to what there is room for. */
export function DeskLinks() {
  const { t } = useTranslation()
  const rights = useRights()
  return (
    <nav className="flex items-center gap-2">
      <Button
        look="quiet"
        className="min-w-12 px-2! text-muted!"
        aria-keyshortcuts={spokenKeys('Mod+K', isMac())}
        title={t('palette.open')}
        onClick={() => callFor({ kind: 'palette' })}
      >
        <Search aria-hidden className="size-5" />
        <span className="sr-only">{t('palette.open')}</span>
        <KeyHint className="max-2xl:hidden!">{printed('Mod+K', isMac())}</KeyHint>
      </Button>
      {inBar
        .filter((page) => rights.has(page.for))
        .map(({ to, says, bar }) => (
          <Link
            key={to}
            to={to}
            className={classNames(
              'hidden min-h-12 min-w-12 items-center justify-center rounded-xl px-1 text-[15px] font-medium whitespace-nowrap text-muted hover:bg-sunken 2xl:px-2 2xl:text-base',
              bar,
            )}
            activeOptions={{ exact: to === '/orders' }}
            activeProps={{ className: 'text-ink!' }}
          >
            {t(says)}
          </Link>
        ))}
      {rights.has('desk') ? <AskedLink className="hidden 2xl:flex" /> : null}
      {rights.has('till') ? (
        <Button look="quiet" className="max-sm:hidden" onClick={() => go('/till')}>
          {t('app.till')}
        </Button>
      ) : null}
    </nav>
  )
}
