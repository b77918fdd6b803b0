/** The product's mark: two halves that meet. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="80 76 352 360"
      aria-hidden
      className={className}
      fill="none"
      strokeWidth="64"
      strokeLinecap="round"
    >
      <path d="M244 372a132 132 0 0 1 0-264" className="stroke-ink" />
      <path d="M268 140a132 132 0 0 1 0 264" className="stroke-accent" />
    </svg>
  )
}
