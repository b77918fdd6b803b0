import type { SyncState, WaitingDocument } from '../database/shop.ts'
import { useWords } from '../i18n/use-words.ts'
import { Pill } from '../ui/pill.tsx'
import { kindOf } from './kind-of.ts'
import { wordsForCode } from './words-for-error.ts'

const mostShown = 200

type Props = { waiting: readonly WaitingDocument[]; retry: SyncState['retry']; now: number }

/** The outbox: what was tried and failed with attempts, next try and last error, and what was not tried yet. */
export function WaitingList({ waiting, retry, now }: Props) {
  const { t, lasted } = useWords()
  const retrying = waiting.filter(({ attempts }) => attempts > 0)
  const pending = waiting.filter(({ attempts }) => attempts === 0)
  const nextAt = retry ? Date.parse(retry.nextAt) : null
  const when =
    nextAt === null
      ? null
      : nextAt - now >= 1_000
        ? t('status.inTime', { duration: lasted(nextAt - now) })
        : t('status.now')
  return (
    <>
      <Group title={t('status.retrying')} documents={retrying} more={when && t('status.nextTry', { when })} />
      <Group title={t('status.pending')} documents={pending} more={null} />
    </>
  )
}

function Group({
  title,
  documents,
  more,
}: {
  title: string
  documents: readonly WaitingDocument[]
  more: string | null
}) {
  const { t, number } = useWords()
  if (documents.length === 0) return null
  const hidden = documents.length - mostShown
  return (
    <section className="mt-3">
      <h4 className="figures flex items-baseline gap-2 text-sm font-medium text-muted">
        {title} · {number(documents.length)}
        {more ? <span className="font-normal">{more}</span> : null}
      </h4>
      <ul className="flex flex-col divide-y divide-line">
        {documents.slice(0, mostShown).map((one) => (
          <Waiting key={`${one.collection} ${one.id}`} one={one} />
        ))}
      </ul>
      {hidden > 0 ? <p className="text-sm text-muted">{t('status.more', { count: hidden })}</p> : null}
    </section>
  )
}

function Waiting({ one }: { one: WaitingDocument }) {
  const { t, clock } = useWords()
  // By code where it has one; what else it may be is for support.
  const reason = (error: string) => wordsForCode(error, t) ?? error
  const isOrder = one.collection === 'orders'
  const written = one.isRefund ? 'status.refunded' : isOrder ? 'status.sold' : 'status.written'
  return (
    <li className="flex items-start gap-3 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="figures font-medium">
          {isOrder ? one.label : t(`status.kind_${kindOf(one.collection)}`)}
        </p>
        <p className="text-sm text-muted">{t(written, { time: clock(one.since) })}</p>
        {one.lastError ? (
          <p className="text-sm break-words text-warn">
            {t('status.lastError', { error: reason(one.lastError) })}
          </p>
        ) : null}
      </div>
      {one.attempts > 0 ? <Pill tone="warn">{t('status.attempts', { count: one.attempts })}</Pill> : null}
    </li>
  )
}
