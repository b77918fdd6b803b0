import type { ReactNode } from 'react'
import { Suspense, useCallback, useEffect, useId, useMemo, useState } from 'react'
import { account, device, memory } from '../app/app-parts.ts'
import { later } from '../app/later.tsx'
import { useShop, useSyncState } from '../app/shop-context.ts'
import type { Lane, ShopSession } from '../database/shop.ts'
import type { Approval } from '../../shared/orders/order.ts'
import type { ApprovalRequest, AskApproval } from './approval.ts'
import { fitsHash } from './check-pin.ts'
import { createPeople } from './lane-people.ts'
import { PeopleContext, usePeopleState } from './people-context.ts'
import type { PeopleHere } from './people-context.ts'
import { TopDialog } from '../ui/top-dialog.tsx'
import { useAutoLock } from './use-auto-lock.ts'
import { useUpkeep } from './use-upkeep.ts'

const sheets = {
  lock: () => import('./lock-sheet.tsx'),
  people: () => import('./people-sheet.tsx'),
  approval: () => import('./approval-sheet.tsx'),
}
const LockSheet = later(() => sheets.lock().then((module) => ({ default: module.LockSheet })))
const PeopleSheet = later(() => sheets.people().then((module) => ({ default: module.PeopleSheet })))
const ApprovalSheet = later(() => sheets.approval().then((module) => ({ default: module.ApprovalSheet })))

/** Knows who is at the till, and asks for PINs over whatever page is open. Where there is no lane there is nothing. */
export function PeopleProvider({ children }: { children: ReactNode }) {
  const { session } = useShop()
  const { lane, user } = session
  if (!lane) return children
  return (
    <LanePeopleProvider key={`${lane.deviceId} ${user.id}`} user={user} lane={lane}>
      {children}
    </LanePeopleProvider>
  )
}

type Asked = { request: ApprovalRequest; answer(approval: Approval | null): void }
type Props = { user: ShopSession['user']; lane: Lane; children: ReactNode }

function LanePeopleProvider({ user, lane, children }: Props) {
  const [people] = useState(() =>
    createPeople({
      user,
      deviceId: lane.deviceId,
      memory,
      call: account.callAs,
      fits: fitsHash,
      now: device.now,
      newId: device.newId,
    }),
  )
  const { locked, lockAfter } = usePeopleState(people)
  const lockTitle = useId()
  const [shown, setShown] = useState(false)
  const [asked, setAsked] = useState<readonly Asked[]>([])
  const { connection, firstLoad } = useSyncState()
  const isLoading = firstLoad !== null
  useUpkeep(people, connection === 'online')
  useAutoLock(people, locked ? 0 : lockAfter)
  useEffect(() => account.subscribe(() => (account.state().user ? undefined : people.forget())), [people])
  useEffect(() => {
    // The catalogue comes first, over the same network and thread.
    if (isLoading) return
    const fetchSheets = () =>
      void Promise.all([sheets.people(), sheets.approval(), sheets.lock()]).catch(() => null)
    const timer = setTimeout(fetchSheets, 2_000)
    return () => clearTimeout(timer)
  }, [isLoading])

  const askApproval = useCallback<AskApproval>(
    (request) => new Promise((answer) => setAsked((before) => [...before, { request, answer }])),
    [],
  )
  const [current] = asked
  const answer = useCallback(
    (approval: Approval | null) => {
      current?.answer(approval)
      setAsked((before) => before.slice(1))
    },
    [current],
  )
  const showPeople = useCallback(() => setShown(true), [])
  const asking = locked || shown || current !== undefined
  const here = useMemo<PeopleHere>(
    () => ({ people, askApproval, showPeople, asking }),
    [people, askApproval, showPeople, asking],
  )
  return (
    <PeopleContext value={here}>
      {/* Out of reach of a screen reader and the keyboard too while nobody is at the till; and so, below the lock, is
          every sheet that is open over it. */}
      <div inert={locked} className="contents">
        {children}
      </div>
      {locked ? (
        <TopDialog labelledBy={lockTitle}>
          <Suspense>
            <LockSheet titleId={lockTitle} />
          </Suspense>
        </TopDialog>
      ) : null}
      <Suspense>
        {shown && !locked ? <PeopleSheet onClose={() => setShown(false)} /> : null}
        {current && !locked ? <ApprovalSheet request={current.request} onAnswer={answer} /> : null}
      </Suspense>
    </PeopleContext>
  )
}
