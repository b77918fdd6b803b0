import { Hourglass } from 'lucide-react'
import { useSyncState } from '../app/shop-context.ts'
import { useNow } from '../app/use-now.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import type { AskState } from './use-ask-desk.ts'

type Props = { state: AskState; onStop(): void }

/** What the desk said, or how long nobody has answered; nothing before it is asked. */
export function AskDesk({ state, onStop }: Props) {
  const { t } = useWords()
  const isOnline = useSyncState().connection === 'online'
  if (state.kind === 'waiting') return <Waiting since={state.since} isOnline={isOnline} onStop={onStop} />
  if (state.kind === 'idle') return null
  return (
    <p role="alert" className="rounded-xl bg-warn-soft px-4 py-2 text-warn">
      {state.kind === 'refused'
        ? t('approval.refused', { name: state.by, reason: state.reason })
        : state.kind === 'lapsed'
          ? t('approval.lapsed')
          : wordsFor(state.error, t)}
    </p>
  )
}

function Waiting({ since, isOnline, onStop }: { since: number; isOnline: boolean; onStop(): void }) {
  const { t, lasted } = useWords()
  const now = useNow(1_000)
  return (
    <div className="flex flex-col gap-3 rounded-xl bg-sunken px-4 py-4">
      <p role="status" className="flex items-center gap-3 text-lg font-medium">
        <Hourglass aria-hidden className="size-5 text-muted motion-safe:animate-pulse" />
        {t('approval.waiting')}
      </p>
      <p className="figures text-muted">
        {isOnline
          ? t('approval.waitingSince', { duration: lasted(Math.max(1_000, now - since)) })
          : t('approval.waitingOffline')}
      </p>
      <Button type="button" data-first onClick={onStop}>
        {t('approval.pinInstead')}
      </Button>
    </div>
  )
}
