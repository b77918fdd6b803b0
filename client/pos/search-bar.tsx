import type { RefObject } from 'react'
import { selectedLine } from './cart.ts'
import { CameraSheet } from './later-parts.ts'
import { NoticeChip } from './notice-chip.tsx'
import { readReceiptText } from './refund/read-code.ts'
import { SearchField } from './search-field.tsx'
import { useOpenTill, useTillState } from './use-till.ts'

type Props = {
  field: RefObject<HTMLInputElement | null>
  marked: number
  hits: number
  onEnter(): void
  /** What the camera sees, as the scanner's codes. */
  onScan(code: string): void
}

/** The search field of the till; its camera scans into the sale. */
export function SearchBar({ field, marked, hits, onEnter, onScan }: Props) {
  const { till } = useOpenTill()
  const { typed, notice, cart } = useTillState()
  const chip = notice ? <NoticeChip notice={notice} /> : null
  return (
    <SearchField
      field={field}
      typed={typed}
      onType={till.type}
      onEnter={onEnter}
      list="till"
      hits={hits}
      marked={marked}
      notice={chip}
      testId="search"
      camera={(close) => (
        <CameraSheet
          last={selectedLine(cart)}
          notice={chip}
          onScan={(code) => {
            // A receipt opens returns: the camera makes room.
            if (readReceiptText(code)) close()
            onScan(code)
          }}
          onClose={close}
        />
      )}
    />
  )
}
