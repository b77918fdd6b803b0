import { classNames } from './class-names.ts'

/** The key that does the same, shown where a keyboard is likely: not on glass, nor as narrow as a phone. */
export function KeyHint({ children, className }: { children: string; className?: string }) {
  return (
    <kbd
      className={classNames(
        'hidden rounded-md border border-current/30 px-1.5 py-0.5 font-sans text-[11px] leading-none font-medium',
        'sm:pointer-fine:inline-block',
        className,
      )}
    >
      {children}
    </kbd>
  )
}
