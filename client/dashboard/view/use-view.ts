import { useEffect, useState } from 'react'
import { nonePicked, type Picked } from './picked.ts'
import { viewFromUrl, viewToUrl, type View } from './view.ts'

/** How a page looks at its rows and what is selected, kept in the address: a link shows the same to somebody else. */
export function useView(first: View) {
  const [view, setView] = useState(() => viewFromUrl(location.search, first))
  const [picked, setPicked] = useState<Picked>(() => pickedFromUrl(location.search))
  useEffect(() => {
    const read = () => {
      setView(viewFromUrl(location.search, first))
      setPicked(pickedFromUrl(location.search))
    }
    addEventListener('popstate', read)
    return () => removeEventListener('popstate', read)
  }, [first])

  function write(next: View, selection: Picked) {
    const all = [viewToUrl(next, first), selection.kind === 'all' ? 'select=all' : '']
      .filter(Boolean)
      .join('&')
    history.replaceState(history.state, '', `${location.pathname}${all === '' ? '' : `?${all}`}`)
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
