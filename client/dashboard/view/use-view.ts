import { useEffect, useRef, useState } from 'react'
import { whenPlaceChanges } from '../../app/place.ts'
import { pickedAt, saysAll, stateWith } from './kept-pick.ts'
import { nonePicked, type Picked } from './picked.ts'
import { viewFromUrl, viewToUrl, type View } from './view.ts'

/**
 * How a page looks at its rows and what is selected, kept in the address: a link shows the same to somebody else. What
 * is left out of a selection is kept beside it, in this browser alone.
 */
export function useView(first: View) {
  const [view, setView] = useState(() => viewFromUrl(location.search, first))
  const [picked, setPicked] = useState<Picked>(() => pickedAt(location.search, history.state))
  /** What of the address is shown already. */
  const known = useRef(location.search)
  useEffect(() => {
    const { pathname } = location
    return whenPlaceChanges(() => {
      // On the way to another page, or where nothing has changed: what was picked stays then.
      if (location.pathname !== pathname || location.search === known.current) return
      known.current = location.search
      setView(viewFromUrl(location.search, first))
      setPicked(pickedAt(location.search, history.state))
    })
  }, [first])

  function write(next: View, selection: Picked) {
    const all = [viewToUrl(next, first), saysAll(selection) ? 'select=all' : ''].filter(Boolean).join('&')
    const address = `${location.pathname}${all === '' ? '' : `?${all}`}`
    history.replaceState(stateWith(selection, history.state), '', address)
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
      if (next.kind === 'all' || picked.kind === 'all') write(view, next)
    },
  }
}

function asked({ search, filters, branchId }: View): string {
  return JSON.stringify([search, filters, branchId])
}
