import { useTranslation } from '../i18n/i18n.ts'
import { Button, type ButtonProps } from '../ui/button.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { valuesOf, type Action } from './action.ts'
import { isMac, printed, spokenKeys } from './keys.ts'
import { perform } from './perform.ts'

type Props = Pick<ButtonProps, 'look' | 'size' | 'className' | 'children' | 'aria-pressed'> & {
  action: Action
  /** Whether its key is seen on the button, or only when pointed at. */
  showsKey?: boolean
  /** Only its icon is seen. */
  iconOnly?: boolean
}

/** An action as a button; `children` in place of its words. */
export function ActionButton({ action, showsKey = false, iconOnly = false, children, ...more }: Props) {
  const { t } = useTranslation()
  const { icon: Icon, keys, says } = action
  const words = t(says, valuesOf(action))
  return (
    <Button
      {...more}
      disabled={action.off === true}
      aria-keyshortcuts={keys === undefined ? undefined : spokenKeys(keys, isMac())}
      aria-label={iconOnly ? words : undefined}
      title={keys === undefined ? (iconOnly ? words : undefined) : `${words} (${printed(keys, isMac())})`}
      onClick={() => perform(action)}
    >
      {Icon ? <Icon aria-hidden className={more.size === 'small' ? 'size-4' : 'size-5'} /> : null}
      {iconOnly ? null : (children ?? words)}
      {showsKey && keys !== undefined ? <KeyHint>{printed(keys, isMac())}</KeyHint> : null}
    </Button>
  )
}
