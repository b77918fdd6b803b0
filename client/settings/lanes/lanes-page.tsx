import { useState } from 'react'
import { z } from 'zod'
import { BranchesHealth } from '../../../shared/status/branch-health.ts'
import type { Branch } from '../../../shared/branches/branch.ts'
import { AskFirst } from '../../app/ask-first.tsx'
import { command } from '../../app/command.ts'
import { useShop } from '../../app/shop-context.ts'
import { useAddressed } from '../../app/use-addressed.ts'
import { useAnswer } from '../../app/use-answer.ts'
import { useObservable } from '../../app/use-observable.ts'
import { wordsFor } from '../../app/words-for-error.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Pill } from '../../ui/pill.tsx'
import { note } from '../../ui/note.ts'
import { NameDialog } from '../name-dialog.tsx'
import { SettingsFrame } from '../settings-frame.tsx'

const Listed = z.object({
  id: z.string(),
  name: z.string(),
  code: z.string(),
  branchId: z.string(),
  createdAt: z.string(),
  revokedAt: z.nullable(z.string()),
  lastSeenAt: z.nullable(z.string()),
})
type Listed = z.infer<typeof Listed>
const Lanes = z.object({ devices: z.array(Listed) })
const noBranches: readonly Branch[] = []

/** Every browser that was made a lane, and the way to shut one out. */
export function LanesPage() {
  const { t } = useWords()
  const branches = useObservable(useShop().branches$, noBranches)
  const { value, error, ask } = useAnswer('/devices', (it) => Lanes.parse(it))
  const [chosenId, setChosenId] = useState<string | null>(null)
  useAddressed('revoke', setChosenId)
  const [renamed, setRenamed] = useState<Listed | null>(null)
  const codes = new Map(branches.map(({ id, code }) => [id, code]))
  const lanes = value?.devices.toSorted(
    (a, b) =>
      Number(a.revokedAt !== null) - Number(b.revokedAt !== null) ||
      (codes.get(a.branchId) ?? '').localeCompare(codes.get(b.branchId) ?? ''),
  )
  const chosen = lanes?.find(({ id, revokedAt }) => id === chosenId && revokedAt === null)
  return (
    <SettingsFrame>
      <main tabIndex={0} className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-3 sm:p-5">
        <div>
          <h1 className="text-2xl font-semibold tracking-tight">{t('staff.lanes')}</h1>
          <p className="max-w-3xl text-muted">{t('staff.lanesLead')}</p>
        </div>
        {lanes ? null : (
          <p role={error ? 'alert' : 'status'} className="text-muted">
            {error ? wordsFor(error, t) : t('staff.lanesLoading')}
          </p>
        )}
        {lanes?.length === 0 ? (
          <p role="status" className="text-muted">
            {t('staff.lanesNone')}
          </p>
        ) : null}
        <ul className="flex max-w-4xl flex-col gap-2" data-testid="lanes">
          {lanes?.map((lane) => (
            <Row
              key={lane.id}
              lane={lane}
              branch={codes.get(lane.branchId) ?? ''}
              onRename={() => setRenamed(lane)}
              onRevoke={() => setChosenId(lane.id)}
            />
          ))}
        </ul>
      </main>
      {renamed ? (
        <NameDialog
          title={t('staff.renameLane')}
          lead={t('staff.renameLaneLead', { code: `${codes.get(renamed.branchId) ?? ''}-${renamed.code}` })}
          first={renamed.name}
          most={80}
          save={async (name) => {
            await command(`/devices/${renamed.id}`, { name }, 'PATCH')
            await ask()
            note(t('staff.laneRenamed', { name }))
          }}
          onClose={() => setRenamed(null)}
        />
      ) : null}
      {chosen ? <RevokeDialog lane={chosen} onClose={() => setChosenId(null)} onDone={ask} /> : null}
    </SettingsFrame>
  )
}

type RowProps = { lane: Listed; branch: string; onRename(): void; onRevoke(): void }

function Row({ lane, branch, onRename, onRevoke }: RowProps) {
  const { t, moment } = useWords()
  return (
    <li className="flex min-h-18 flex-wrap items-center gap-x-4 gap-y-2 rounded-2xl border border-line bg-surface px-4 py-3">
      <span className="figures w-20 shrink-0 font-medium">
        {branch}-{lane.code}
      </span>
      <span className="min-w-0 flex-1 basis-48">
        <span className="block font-semibold">{lane.name}</span>
        <span className="figures block text-sm text-muted">
          {[
            t('staff.opened', { time: moment(lane.createdAt) }),
            ...(lane.lastSeenAt ? [t('staff.lastSeen', { time: moment(lane.lastSeenAt) })] : []),
          ].join(' · ')}
        </span>
      </span>
      {lane.revokedAt ? (
        <Pill tone="bad">{t('staff.revoked')}</Pill>
      ) : (
        <span className="flex gap-2">
          <Button onClick={onRename}>{t('staff.renameLane')}</Button>
          <Button onClick={onRevoke}>{t('staff.revoke')}</Button>
        </span>
      )}
    </li>
  )
}

type RevokeProps = { lane: Listed; onClose(): void; onDone(): Promise<void> }

function RevokeDialog({ lane, onClose, onDone }: RevokeProps) {
  const { t } = useWords()
  const { value: health } = useAnswer('/branches/health', (it) => BranchesHealth.parse(it))
  const waiting =
    health?.branches.flatMap(({ lanes }) => lanes).find(({ id }) => id === lane.id)?.report?.waiting ?? 0

  return (
    <AskFirst
      title={t('staff.revokeAsk', { name: lane.name })}
      text={t('staff.revokeText')}
      button={t('staff.revoke')}
      onConfirm={async () => {
        await command(`/devices/${lane.id}/revoke`, {})
        await onDone()
      }}
      onClose={onClose}
    >
      {waiting > 0 ? (
        <p role="alert" className="mt-2 rounded-xl bg-warn-soft px-4 py-3 font-medium text-warn">
          {t('staff.revokeWaits', { count: waiting })}
        </p>
      ) : null}
    </AskFirst>
  )
}
