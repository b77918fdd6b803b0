import type { RefObject } from 'react'
import { later } from '../app/later.tsx'
import { SearchField } from '../pos/search-field.tsx'
import { StockNotice } from './stock-notice.tsx'
import { useOpenStockWork, useWorkState } from './use-stock-work.ts'
import { selectedLine } from './work-list.ts'

// Most lanes have a scanner.
const CameraSheet = later(() =>
  import('../pos/camera/camera-sheet.tsx').then((module) => ({ default: module.CameraSheet })),
)

type Props = { field: RefObject<HTMLInputElement | null>; marked: number; hits: number; onEnter(): void }

/** The search field of the stock page; its camera scans onto the list. */
export function StockSearch({ field, marked, hits, onEnter }: Props) {
  const { work } = useOpenStockWork()
  const { typed, notice, mode, lists } = useWorkState()
  const chip = notice ? <StockNotice notice={notice} /> : null
  return (
    <SearchField
      field={field}
      typed={typed}
      onType={work.type}
      onEnter={onEnter}
      list="stock"
      hits={hits}
      marked={marked}
      notice={chip}
      testId="stock-search"
      camera={(close) => (
        <CameraSheet last={selectedLine(lists[mode])} notice={chip} onScan={work.scan} onClose={close} />
      )}
    />
  )
}
