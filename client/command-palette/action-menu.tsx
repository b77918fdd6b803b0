import { Menu } from '@base-ui/react/menu'
import type { LucideIcon } from 'lucide-react'
import { useTranslation } from '../i18n/i18n.ts'
import { classNames } from '../ui/class-names.ts'
import { KeyHint } from '../ui/key-hint.tsx'
import { valuesOf, type Action } from './action.ts'
import { isMac, printed } from './keys.ts'
import { perform } from './perform.ts'

/** A button that opens a list of actions. */
export function ActionMenu({
  label,
  icon: Icon,
  actions,
}: {
  label: string
  icon: LucideIcon
  actions: readonly Action[]
}) {
  return (
    <Menu.Root>
      <Menu.Trigger className="inline-flex h-9 shrink-0 items-center gap-1.5 rounded-lg bg-accent px-3 text-sm font-semibold text-on-accent select-none hover:bg-accent-hover">
        <Icon aria-hidden className="size-4" />
        {label}
      </Menu.Trigger>
      <Lines actions={actions} />
    </Menu.Root>
  )
}

type AtProps = {
  label: string
  actions: readonly Action[]
  /** Where on the screen it opens. */
  at: { x: number; y: number }
  /** Has the focus again once it is closed. */
  back(): HTMLElement | null
  onClose(): void
}

/** A list of actions at a place of the screen: what a row can do, by the right button or the key for it. */
export function ActionMenuAt({ label, actions, at, back, onClose }: AtProps) {
  return (
    <Menu.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Lines actions={actions} label={label} at={at} back={back} />
    </Menu.Root>
  )
}

type LinesProps = {
  actions: readonly Action[]
  label?: string
  at?: { x: number; y: number }
  back?: () => HTMLElement | null
}

function Lines({ actions, label, at, back }: LinesProps) {
  const { t } = useTranslation()
  const anchor = at && { getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0) }
  return (
    <Menu.Portal>
      <Menu.Positioner
        sideOffset={6}
        align={at ? 'start' : 'end'}
        className="z-40"
        {...(anchor ? { anchor } : {})}
      >
        <Menu.Popup
          aria-label={label}
          {...(back ? { finalFocus: back } : {})}
          className="above max-w-[calc(100vw-1rem)] min-w-56 rounded-xl border border-line bg-raised p-1 text-ink shadow-float outline-none"
        >
          {actions.map((action) => {
            const { id, icon: Icon, says, keys, asks, off } = action
            return (
              <Menu.Item
                key={id}
                disabled={off === true}
                // Once the menu has given the focus back: a dialog gives it back to there.
                onClick={() => setTimeout(() => perform(action))}
                className={classNames(
                  'flex min-h-10 cursor-pointer items-center gap-3 rounded-lg px-3 text-[15px] outline-none select-none data-disabled:opacity-45 data-highlighted:bg-accent-soft pointer-coarse:min-h-12',
                  asks && 'text-bad',
                )}
              >
                {Icon ? <Icon aria-hidden className="size-4.5 shrink-0 opacity-70" /> : null}
                <span className="min-w-0 flex-1 truncate">{t(says, valuesOf(action))}</span>
                {/* A key is about what is selected, not about the row that is pointed at. */}
                {keys === undefined || at ? null : <KeyHint>{printed(keys, isMac())}</KeyHint>}
              </Menu.Item>
            )
          })}
        </Menu.Popup>
      </Menu.Positioner>
    </Menu.Portal>
  )
}
