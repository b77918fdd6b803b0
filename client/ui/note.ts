/** What is said in passing: a few words, perhaps more of them, and perhaps something to press. */
export type Note = { title: string; description?: string; action?: NoteAction }
export type NoteAction = { label: string; press(): void }

let waiting: Note[] = []
let show: ((note: Note) => void) | null = null
let wanted: (() => void) | null = null

/** Says something in passing, where nobody needs to answer. */
export function note(title: string, description?: string, action?: NoteAction): void {
  const said = {
    title,
    ...(description === undefined ? {} : { description }),
    ...(action === undefined ? {} : { action }),
  }
  if (show) show(said)
  else {
    waiting.push(said)
    wanted?.()
  }
}

/** Called once something is to be said: only then are the parts that show it loaded. */
export function whenNoted(load: () => void): void {
  wanted = load
  if (waiting.length > 0) load()
}

/** From now on notes are shown so; those that waited are shown first. */
export function showNotes(by: (note: Note) => void): void {
  show = by
  for (const said of waiting) by(said)
  waiting = []
}
