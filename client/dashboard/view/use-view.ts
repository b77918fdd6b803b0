import { useEffect, useRef, useState } from 'react'
import { whenPlaceChanges } from '../../app/place.ts'
import { nonePicked, type Picked } from './picked.ts'
import { viewFromUrl, viewToUrl, type View } from './view.ts'

/** How a page looks at its rows and what is selected, kept in the address: a link shows the same to somebody else. */
export function useView(first: View) {
  const [view, setView] = useState(() => viewFromUrl(location.search, first))
  const [picked, setPicked] = useState<Picked>(() => pickedFromUrl(location.search))
  /** What of the address is shown already. */
  const known = useRef(location.search)
  useEffect(() => {
    const { pathname } = location
    return whenPlaceChanges(() => {
      // On the way to another page, or where nothing has changed: what was picked stays then.
      if (location.pathname !== pathname || location.search === known.current) return
      known.current = location.search
      setView(viewFromUrl(location.search, first))
      setPicked(pickedFromUrl(location.search))
    })
  }, [first])

  function write(next: View, selection: Picked) {
    const all = [viewToUrl(next, first), selection.kind === 'all' ? 'select=all' : '']
      .filter(Boolean)
      .join('&')
    history.replaceState(history.state, '', `${location.pathname}${all === '' ? '' : `?${all}`}`)
    known.current = location.search
  }

  return {
    view,
    picked,
    /** A selection ends when the question changes: it was of other rows. */
    change(next: View) {
      const isSame = asked(next) === asked(view)
      const selection = isSame ? picked : nonePicked
      setView(next)
      setPicked(selection)
      write(next, selection)
    },
    pick(next: Picked) {
      setPicked(next)
      if (next.kind !== picked.kind) write(view, next)
    },
  }
}

function asked({ search, filters, branchId }: View): string {
  return JSON.stringify([search, filters, branchId])
}

function pickedFromUrl(search: string): Picked {
  const isAll = new URLSearchParams(search).get('select') === 'all'
  return isAll ? { kind: 'all', except: new Set() } : nonePicked
}
