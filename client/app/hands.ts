type Screen = {
  /** Milliseconds of a clock that only goes on. */
  now(): number
  isSheetOpen(): boolean
  isPlaceHeld(): boolean
  /** What has the focus. */
  focused(): Element | null
}

const typed =
  'textarea, input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file], [type=range])'

/**
 * Whether somebody is in the middle of something that is no sale: what a reload would take from under their hands.
 *
 * @param touched where keys and presses are heard
 */
export function createHands(touched: Pick<EventTarget, 'addEventListener'>, screen: Screen) {
  let last = Number.NEGATIVE_INFINITY
  for (const what of ['keydown', 'input', 'pointerdown'])
    // Before anybody below who keeps it for themselves, as a cell of the grid does.
    touched.addEventListener(what, () => (last = screen.now()), { capture: true, passive: true })

  return {
    /** @param milliseconds so long after a key or a press somebody may still be at it */
    isBusy(milliseconds: number): boolean {
      return (
        screen.now() - last < milliseconds ||
        screen.isSheetOpen() ||
        screen.isPlaceHeld() ||
        isTypedIn(screen.focused())
      )
    },
  }
}

/** A till's search has the focus all day, and is empty: that holds nothing up. An open cell may have been emptied. */
function isTypedIn(field: Element | null): boolean {
  if (!field) return false
  if (field.closest('[role=gridcell]') !== null) return field.matches(`${typed}, select`)
  return field.matches(typed) && (field as HTMLInputElement).value !== ''
}
