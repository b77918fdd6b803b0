import { Link } from '@tanstack/react-router'
import { ArrowDownUp, CircleCheck, CirclePause, OctagonAlert, RefreshCw, TriangleAlert } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { useState } from 'react'
import type { ConnectedShop } from '../../shared/shopify/shop-status.ts'
import { AskFirst } from '../app/ask-first.tsx'
import { ActionButton } from '../command-palette/action-button.tsx'
import type { Action } from '../command-palette/action.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { note } from '../ui/note.ts'
import { faultWords } from './fault-words.ts'
import { standByFigures } from './shop-commands.ts'
import { standingOf, stateWords, type Standing } from './state-words.ts'

const good = { icon: CircleCheck, tone: 'text-good', ground: 'bg-good-soft' }
const busy = { icon: RefreshCw, tone: 'text-accent-text', ground: 'bg-accent-soft' }
const warn = { icon: TriangleAlert, tone: 'text-warn', ground: 'bg-warn-soft' }
const bad = { icon: OctagonAlert, tone: 'text-bad', ground: 'bg-bad-soft' }
const looks: Record<Standing, { icon: LucideIcon; tone: string; ground: string }> = {
  inStep: good,
  casesWait: warn,
  catchingUp: { ...busy, icon: ArrowDownUp },
  importing: busy,
  nothingImported: { ...busy, icon: ArrowDownUp },
  noLocation: warn,
  untold: warn,
  needsYou: warn,
  behind: warn,
  paused: { ...warn, icon: CirclePause },
  restored: bad,
  refused: bad,
  uninstalled: bad,
}

/** What stands in its row, by the name of the action. */
const SHOWN = new Set(['shop compare', 'shop pause', 'shop resume'])

type Props = { shop: ConnectedShop; actions: readonly Action[]; onDone(): Promise<void> }

/** Whether both sides are in step, in words; where they are not, what to do. */
export function StateCard({ shop, actions, onDone }: Props) {
  const words = useWords()
  const { t } = words
  const { title, todo } = stateWords(shop, words)
  const { icon: Icon, tone, ground } = looks[standingOf(shop)]
  const isSaid = shop.state === 'restored'
  return (
    <section
      data-testid="shop-state"
      data-state={standingOf(shop)}
      className={classNames('flex flex-wrap items-start gap-x-4 gap-y-3 rounded-2xl px-5 py-4', ground)}
    >
      <Icon aria-hidden className={classNames('mt-0.5 size-7 shrink-0', tone)} />
      <div className="min-w-0 flex-1 basis-80">
        <div role="status">
          <h2 className={classNames('text-lg font-semibold', tone)}>{title}</h2>
        </div>
        <p className="max-w-3xl">{todo}</p>
        {standingOf(shop) === 'casesWait' ? (
          <Link
            to="/conflicts"
            className="inline-flex min-h-12 items-center font-medium text-accent-text underline"
          >
            {t('shopify.toCases')}
          </Link>
        ) : null}
        {shop.fault && !isSaid ? (
          <p className="mt-1 max-w-3xl text-sm break-words text-muted">{faultWords(shop.fault, t)}</p>
        ) : null}
        {shop.state === 'restored' ? <WhoseFigures onDone={onDone} /> : null}
      </div>
      <div className="flex flex-wrap gap-2 max-sm:w-full">
        {actions
          .filter(({ id, off }) => SHOWN.has(id) && off !== true)
          .map((action) => (
            <ActionButton key={action.id} action={action} className="max-sm:w-full" />
          ))}
      </div>
    </section>
  )
}

/** After a restore: whose stock stands. Either answer changes figures, so each is asked about. */
function WhoseFigures({ onDone }: { onDone(): Promise<void> }) {
  const { t } = useWords()
  const [asked, setAsked] = useState<'ours' | 'theirs' | null>(null)
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      <Button onClick={() => setAsked('ours')}>{t('shopify.ours')}</Button>
      <Button onClick={() => setAsked('theirs')}>{t('shopify.theirs')}</Button>
      {asked ? (
        <AskFirst
          title={t(`shopify.${asked}Ask`)}
          text={t(`shopify.${asked}Text`)}
          button={t(`shopify.${asked}`)}
          onConfirm={async () => {
            await standByFigures(asked)
            note(t('shopify.figuresStand'))
            await onDone()
          }}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </div>
  )
}
