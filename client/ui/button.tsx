import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

const looks = {
  /** What happens next; at most one on a screen. */
  primary: 'bg-accent text-on-accent hover:not-disabled:bg-accent-hover font-semibold',
  secondary: 'bg-surface text-ink border border-line-strong hover:not-disabled:bg-sunken font-medium',
  quiet: 'text-ink hover:not-disabled:bg-sunken font-medium',
  danger: 'bg-bad-fill text-white hover:not-disabled:brightness-110 font-semibold',
} as const

/** `small` is for pages used with a mouse; at the till a target has 48 px or more. */
const sizes = {
  small: 'h-9 px-3 text-sm rounded-lg gap-1.5',
  medium: 'min-h-12 px-4 text-[15px] rounded-xl gap-2',
  large: 'min-h-16 px-6 text-xl rounded-2xl gap-3',
} as const

export type ButtonProps = ComponentProps<'button'> & { look?: keyof typeof looks; size?: keyof typeof sizes }

/** A button. Its icon, if any, comes as a child beside the words. */
export function Button({ look = 'secondary', size = 'medium', className, ...more }: ButtonProps) {
  return (
    <button
      type="button"
      {...more}
      className={classNames(
        'inline-flex shrink-0 select-none items-center justify-center transition-[background-color,scale,filter]',
        'duration-100 active:not-disabled:scale-[0.98] disabled:cursor-not-allowed disabled:opacity-45',
        looks[look],
        sizes[size],
        className,
      )}
    />
  )
}

/** A square button with an icon only; `label` is what it is called. */
export function IconButton({
  label,
  className,
  ...more
}: Omit<ButtonProps, 'aria-label'> & { label: string }) {
  return (
    <Button
      look="quiet"
      {...more}
      aria-label={label}
      title={label}
      className={classNames('min-w-12 px-0!', className)}
    />
  )
}
