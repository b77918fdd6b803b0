const patience = 2000
/** Milliseconds in which what is drawn takes the focus. */
const settling = 300

/**
 * Keys that come between the one that opens a sheet and the moment when the sheet's field has the focus: the first
 * time it takes as long as a slow tablet needs to draw it, and fingers do not wait. They are kept and typed into it.
 */
export function earlyKeys() {
  let kept: string[] = []
  let until = -Infinity

  async function typeWhenThere(place: string) {
    const began = performance.now()
    for (let waited = 0; !fieldIn(place) && waited < patience; waited = performance.now() - began) {
      // Somebody left it again at once, for the status sheet, say: then the focus does not come by itself.
      if (waited > settling) textFieldIn(place)?.focus()
      await aMoment(10)
    }
    while (kept.length > 0) {
      const key = kept[0] ?? ''
      const field = fieldIn(place)
      // Nothing to type into, such as the map of keys: they are dropped, not taken for something else.
      if (field) press(field, key)
      kept.shift()
      // What was typed is drawn before Enter takes it.
      await aMoment(0)
    }
  }

  return {
    /** Something is about to open: for a moment, keys are meant for it. */
    expect(at: number) {
      until = at + patience
    },
    /** Whether this key is kept for what opens at `place`, a selector; null where nothing opens. */
    keeps({ key, timeStamp }: KeyboardEvent, place: string | null): boolean {
      const isTyped = [...key].length === 1 || key === 'Enter' || key === 'Backspace'
      if (place === null || !isTyped || timeStamp > until) return false
      if (kept.length === 0 && (fieldIn(place) || isWithoutField(place))) {
        until = -Infinity
        return false
      }
      kept.push(key)
      if (kept.length === 1) void typeWhenThere(place)
      return true
    },
    /** They were a scanner's. */
    forget() {
      kept = []
    },
  }
}

/** Whether a place is drawn and has nothing to type into, such as the map of keys: its buttons are pressed by keys. */
function isWithoutField(place: string): boolean {
  const drawn = document.querySelector(place)
  return drawn !== null && textFieldIn(place) === null
}

/** The first field of a place that text is typed into. */
export function textFieldIn(place: string): HTMLInputElement | null {
  const drawn = document.querySelector(place)
  return drawn?.querySelector<HTMLInputElement>('input:not([type="radio"], [type="checkbox"])') ?? null
}

/** The focused field of a place. */
function fieldIn(place: string): HTMLInputElement | null {
  const active = document.activeElement
  return active instanceof HTMLInputElement && active.closest(place) ? active : null
}

function press(field: HTMLInputElement, key: string): void {
  if (key === 'Enter' && field.form) field.form.requestSubmit()
  else if (key === 'Enter')
    field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  // Types as a person does: over what is marked, and heard by whoever listens to the field.
  else if (key === 'Backspace') document.execCommand('delete')
  else document.execCommand('insertText', false, key)
}

function aMoment(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
