import { Suspense, useEffect, useState } from 'react'
import { later } from '../app/later.tsx'
import { whenCalled } from './call-palette.ts'

const PaletteHost = later(() =>
  import('./palette-host.tsx').then((module) => ({ default: module.PaletteHost })),
)

/** Brings the palette once somebody calls for it: a page that nobody asks loads none of it. */
export function PaletteCaller() {
  const [called, setCalled] = useState(false)
  useEffect(() => whenCalled(() => setCalled(true)), [])
  if (!called) return null
  return (
    <Suspense>
      <PaletteHost />
    </Suspense>
  )
}
