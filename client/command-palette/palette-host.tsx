import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import '../i18n/sheet-words.ts'
import '../i18n/desk-words.ts'
import { showCalled, type Called } from './call-palette.ts'
import { Palette } from './palette.tsx'
import { QuestionDialog } from './question-dialog.tsx'

/** Where the palette and the questions of its actions appear, on every page. */
export function PaletteHost() {
  const [called, setCalled] = useState<Called | null>(null)
  useEffect(() => showCalled(setCalled), [])
  if (called === null) return null
  if (called.kind === 'palette') {
    return (
      <Palette
        onClose={(chosen) => {
          flushSync(() => setCalled(null))
          // What it opens gives the focus back to where it was before the palette, and that the palette gives back in a
          // microtask: so behind it. Not in a task: the next key would overtake that, and mean what it meant before.
          if (chosen) queueMicrotask(chosen)
        }}
      />
    )
  }
  const { action } = called
  if (action.asks === undefined || action.asks === 'itself') return null
  return <QuestionDialog action={action} question={action.asks} onClose={() => setCalled(null)} />
}
