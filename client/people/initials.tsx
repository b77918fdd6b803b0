/** The first letters of a name, for a glance: drawn, not said, since the name itself is at hand. */
export function Initials({ name }: { name: string }) {
  const letters = name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...word][0]?.toLocaleUpperCase())
    .join('')
  return (
    <span
      aria-hidden
      data-letters={letters}
      className="grid size-9 shrink-0 place-items-center rounded-full bg-accent-soft text-sm font-semibold text-accent-text ring-1 ring-accent/25 before:content-[attr(data-letters)]"
    />
  )
}
