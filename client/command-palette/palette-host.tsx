import { useEffect, useState } from 'react'
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
          setCalled(null)
          // What it opens gives the focus back to where it was before the palette: so that comes first.
          if (chosen) setTimeout(chosen)
        }}
      />
    )
  }
  const { action } = called
  if (action.asks === undefined || action.asks === 'itself') return null
  return <QuestionDialog action={action} question={action.asks} onClose={() => setCalled(null)} />
}
