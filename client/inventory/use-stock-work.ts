import { createContext, use, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { settingsOf } from '../../shared/branches/branch.ts'
import type { Branch } from '../../shared/branches/branch.ts'
import { countsIn } from '../../shared/approvals/covers-count.ts'
import { approvedNote } from '../../shared/inventory/approved-note.ts'
import { device, memory } from '../app/app-parts.ts'
import { useShop } from '../app/shop-context.ts'
import type { Words } from '../i18n/use-words.ts'
import { useWords } from '../i18n/use-words.ts'
import type { PeopleHere } from '../people/people-context.ts'
import { useLanePeople } from '../people/people-context.ts'
import { nameOf } from '../pos/name-of.ts'
import { playIfWanted } from '../pos/prefs-here.ts'
import { keptWork, withoutWritten } from './kept-work.ts'
import type { StockWork, WorkParts } from './stock-work.ts'
import { createStockWork } from './stock-work.ts'
import type { WorkLine, WorkList } from './work-list.ts'

/** The stock work with what every part of its page needs to know. */
export type OpenStockWork = { work: StockWork; branch: Branch; branches: readonly Branch[] }

export const StockWorkContext = createContext<OpenStockWork | null>(null)

export function useOpenStockWork(): OpenStockWork {
  const open = use(StockWorkContext)
  if (!open) throw new Error('no stock work is open here')
  return open
}

export function useWorkState() {
  const { work } = useOpenStockWork()
  return useSyncExternalStore(work.subscribe, work.state)
}

type Latest = { words: Words; branch: Branch | null; branches: readonly Branch[] }

/**
 * The lane's stock work with the lists that were open before a reload. Null for the moment it takes to look whether
 * one of them was written just before: it must not be written again.
 */
export function useLaneStockWork(
  branch: Branch | null,
  branches: readonly Branch[],
  isWriter: boolean,
): StockWork | null {
  const shop = useShop()
  const { people, askApproval } = useLanePeople()
  const words = useWords()
  const [work, setWork] = useState<StockWork | null>(null)
  // What changes while a list is open, such as the language or a limit, holds at once and costs nobody the list.
  const latest = useRef<Latest>({ words, branch, branches })
  useEffect(() => {
    latest.current = { words, branch, branches }
  }, [words, branch, branches])
  useEffect(() => {
    const { lane } = shop.session
    if (!lane) return
    const storage = keptWork(memory, lane.deviceId)
    let current = true
    const kept = storage.read()
    // A store that cannot answer must not hide a list: writing it twice is refused by its ids.
    const open = withoutWritten(kept, shop.movements.written).catch(() => kept)
    void open.then((stillOpen) => {
      if (!current) return
      const parts: WorkParts = {
        author: () => ({
          branchId: lane.branchId,
          deviceId: lane.deviceId,
          actorId: people.seller().id,
        }),
        branchIds: () => latest.current.branches.map(({ id }) => id),
        recountLimit: () => settingsOf(latest.current.branch?.settings).limits.negativeRecount,
        catalogue: shop.catalogue,
        scales: () => settingsOf(latest.current.branch?.settings).scaleCodes,
        onHand: (productId) => shop.stock.onHand(productId)?.onHand ?? null,
        approve: (lines) => approvalOf(lines, askApproval, people, latest.current.words),
        noteOf: (list) => noteOf(list, latest.current),
        write: shop.movements.write,
        // The open lists belong to the tab that writes; another one only shows them (C2).
        keep: isWriter ? storage.keep : () => {},
        now: () => new Date(device.now()).toISOString(),
        newId: device.newId,
        signal: playIfWanted,
      }
      setWork(createStockWork(parts, stillOpen))
    })
    return () => {
      current = false
    }
  }, [shop, people, askApproval, isWriter])
  return work
}

/** Asks a manager about counts that take too much off a shelf; gives what is written beside them. */
async function approvalOf(
  lines: readonly WorkLine[],
  askApproval: PeopleHere['askApproval'],
  people: PeopleHere['people'],
  { t }: Words,
): Promise<string | null> {
  const [first] = lines
  if (!first) return ''
  const sum = (of: (line: WorkLine) => number) => String(lines.reduce((all, line) => all + of(line), 0))
  const lost = (line: WorkLine) => (line.expected ?? 0) - line.quantity
  const approval = await askApproval({
    kind: 'negative_recount',
    what: lines.length === 1 ? nameOf(first) : t('stock.approveMany', { count: lines.length }),
    before: sum(({ expected }) => expected ?? 0),
    after: sum(({ quantity }) => quantity),
    // By the line's id, which becomes its movement's, the server knows it again.
    details: countsIn(lines.map((line) => ({ id: line.id, productId: line.productId, lost: lost(line) }))),
  })
  if (!approval) return null
  const name = people.nameOf(approval.approverId) ?? approval.approverId
  const asked = approval.details?.['requestId']
  const requestId = typeof asked === 'string' ? asked : null
  return approvedNote(t('stock.approvedBy', { name, reason: approval.reason }), { ...approval, requestId })
}

/** The reason or the route, and what was typed beside it. */
function noteOf(list: WorkList, { words: { t }, branch, branches }: Latest): string {
  const to = branches.find(({ id }) => id === list.toBranchId)
  const parts = [
    list.mode === 'damage' && list.reason && list.reason !== 'other' ? t(`stock.reason_${list.reason}`) : '',
    list.mode === 'transfer' && branch && to ? `${branch.name} → ${to.name}` : '',
    list.note.trim(),
  ]
  return parts.filter(Boolean).join(' · ')
}
