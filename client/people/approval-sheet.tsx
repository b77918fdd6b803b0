import { ArrowRight } from 'lucide-react'
import type { FormEvent } from 'react'
import { useState } from 'react'
import type { Approval } from '../../shared/orders/order.ts'
import { namesOfChange, saysValue } from '../approvals/says-change.ts'
import { device } from '../app/app-parts.ts'
import { useShop, useSyncState } from '../app/shop-context.ts'
import { useObservable } from '../app/use-observable.ts'
import '../i18n/sheet-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { ApprovalRequest } from './approval.ts'
import { AskDesk } from './ask-desk.tsx'
import { useLanePeople } from './people-context.ts'
import { PinFields } from './pin-entry.tsx'
import { reasons } from './reasons.ts'
import { useAskDesk } from './use-ask-desk.ts'
import { usePin } from './use-pin.ts'

type Props = { request: ApprovalRequest; onAnswer(approval: Approval | null): void }

/** What, old and new, reason, PIN: a manager's word for something over a limit. Closing it is no. */
export function ApprovalSheet({ request, onAnswer }: Props) {
  const { t } = useWords()
  const { people } = useLanePeople()
  const { session } = useShop()
  const managers = people.managers()
  const isOnline = useSyncState().connection === 'online'
  return (
    <Dialog
      open
      onClose={() => onAnswer(null)}
      place="side"
      title={t(`approval.${request.kind}`)}
      description={
        <>
          {request.what || t('approval.wholeSale')}
          <span className="block max-sm:hidden">{t('approval.lead')}</span>
        </>
      }
      closeLabel={t('common.close')}
    >
      {managers.length > 0 || (isOnline && !session.training) ? (
        <ApprovalForm request={request} onAnswer={onAnswer} />
      ) : (
        <div className="flex flex-col gap-4 pt-2">
          <p className="font-medium">{t('approval.noManager')}</p>
          <p className="text-muted">{t('approval.noManagerHint')}</p>
          <Button data-first look="primary" onClick={() => onAnswer(null)}>
            {t('common.close')}
          </Button>
        </div>
      )}
    </Dialog>
  )
}

function ApprovalForm({ request, onAnswer }: Props) {
  const { t } = useWords()
  const { people } = useLanePeople()
  const { session } = useShop()
  const [code, setCode] = useState<Reason>(reasons[request.kind][0])
  const [typed, setTyped] = useState('')
  const managers = people.managers()
  const seller = managers.find(({ id }) => id === people.seller().id)
  const entry = usePin(people, managers, request.kind, seller?.id ?? null)
  const reason = code === 'other' ? typed.trim() : t(`approval.reason_${code}`)
  const currency = useCurrency()
  const desk = useAskDesk(({ id, answeredBy, answeredAt }) =>
    give({ approverId: answeredBy ?? '', at: answeredAt ?? '', requestId: id }),
  )
  const isWaiting = desk.state.kind === 'waiting'
  const isOnline = useSyncState().connection === 'online'

  function askDesk() {
    const { kind, what, before, after, details = {} } = request
    const cashierId = people.seller().id
    void desk.ask({ kind, cashierId, what, before, after, currency, reason, details } as never)
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (reason === '') return
    const manager = await entry.check()
    if (!manager) return
    give({ approverId: manager.id, at: new Date(device.now()).toISOString() })
  }

  function give({ requestId, ...by }: Pick<Approval, 'approverId' | 'at'> & { requestId?: string }) {
    const { kind, what, before, after, details } = request
    const named = requestId === undefined ? {} : { requestId }
    onAnswer({
      kind,
      reason,
      ...by,
      details: { what, before, after, reasonCode: code, ...details, ...named },
    })
  }

  return (
    <form
      onSubmit={(event) => void submit(event)}
      className="flex flex-1 flex-col gap-3 pt-1"
      data-testid="approval-sheet"
    >
      <OldAndNew request={request} />
      {isWaiting ? <p className="font-medium">{reason}</p> : null}
      {isWaiting ? null : <ReasonChoice kind={request.kind} code={code} onCode={setCode} />}
      {code === 'other' && !isWaiting ? (
        <TextField
          label={t('approval.otherReason')}
          maxLength={200}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      ) : null}
      {isWaiting || managers.length === 0 ? null : <PinFields entry={entry} label={t('approval.manager')} />}
      <AskDesk state={desk.state} onStop={desk.stop} />
      <div className="sticky -bottom-5 -mx-5 mt-auto -mb-5 flex flex-wrap gap-2 border-t border-line bg-raised px-5 py-3">
        <Button className="flex-1" onClick={() => onAnswer(null)}>
          {t('common.cancel')}
        </Button>
        {isOnline && !isWaiting && !session.training ? (
          <Button
            className="flex-[1.2] whitespace-nowrap"
            look={managers.length === 0 ? 'primary' : 'secondary'}
            disabled={reason === ''}
            onClick={askDesk}
          >
            {t('approval.askDesk')}
          </Button>
        ) : null}
        {isWaiting || managers.length === 0 ? null : (
          <Button
            type="submit"
            look="primary"
            className="flex-[1.4]"
            disabled={entry.checking || entry.waiting || entry.pin === '' || reason === ''}
          >
            {entry.checking ? t('people.checking') : t('approval.approve')}
          </Button>
        )}
      </div>
    </form>
  )
}

/** The branch's. */
function useCurrency(): string {
  const { session, branches$ } = useShop()
  const branches = useObservable(branches$, [])
  return branches.find(({ id }) => id === session.lane?.branchId)?.settings.currency ?? 'USD'
}

function OldAndNew({ request: { kind, before, after } }: { request: ApprovalRequest }) {
  const words = useWords()
  const { t } = words
  const currency = useCurrency()
  const names = namesOfChange(kind)
  const shown = (value: ApprovalRequest['before']) => saysValue(value, currency, words)
  return (
    <dl className="figures flex items-center gap-4 rounded-xl bg-sunken px-4 py-2">
      <div>
        <dt className="text-sm text-muted max-sm:sr-only">{t(names.before)}</dt>
        <dd className="text-xl font-medium">{shown(before)}</dd>
      </div>
      <ArrowRight aria-hidden className="size-5 text-muted" />
      <div>
        <dt className="text-sm text-muted max-sm:sr-only">{t(names.after)}</dt>
        <dd className="text-xl font-semibold">{shown(after)}</dd>
      </div>
    </dl>
  )
}

type Reason = (typeof reasons)[ApprovalRequest['kind']][number] | 'other'
type ReasonProps = { kind: ApprovalRequest['kind']; code: Reason; onCode(code: Reason): void }

function ReasonChoice({ kind, code, onCode }: ReasonProps) {
  const { t } = useWords()
  const codes: readonly Reason[] = [...reasons[kind], 'other']
  return (
    <div>
      <p className="mb-1.5 text-sm font-medium text-muted">{t('approval.reason')}</p>
      <div role="radiogroup" aria-label={t('approval.reason')} className="flex flex-wrap gap-2">
        {codes.map((one) => (
          <button
            key={one}
            type="button"
            role="radio"
            aria-checked={one === code}
            onClick={() => onCode(one)}
            className={classNames(
              'min-h-12 rounded-xl border px-3.5 text-[15px] font-medium',
              one === code
                ? 'border-accent bg-accent-soft text-accent-text'
                : 'border-line-strong hover:bg-sunken',
            )}
          >
            {t(`approval.reason_${one}`)}
          </button>
        ))}
      </div>
    </div>
  )
}
