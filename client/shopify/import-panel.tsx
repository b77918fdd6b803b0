import { PackageSearch } from 'lucide-react'
import { useState } from 'react'
import type { ConnectedShop, ShopImport } from '../../shared/shopify/shop-status.ts'
import { AskFirst } from '../app/ask-first.tsx'
import { ActionButton } from '../command-palette/action-button.tsx'
import type { Action } from '../command-palette/action.ts'
import { useWords } from '../i18n/use-words.ts'
import { Group } from '../settings/branches/group.tsx'
import { Button } from '../ui/button.tsx'
import { Pill, type Tone } from '../ui/pill.tsx'
import { Progress } from '../ui/progress.tsx'
import { faultWords } from './fault-words.ts'
import { tellImport } from './shop-commands.ts'

type Props = { shop: ConnectedShop; actions: readonly Action[]; onDone(): Promise<void> }

/** The latest import, live, with what it found, and the ones before it. */
export function ImportPanel({ shop: { imports, linked }, actions, onDone }: Props) {
  const { t } = useWords()
  const [latest, ...earlier] = imports
  const starts = actions.filter(({ id }) => id === 'shop import full' || id === 'shop import changed')
  return (
    <Group title={t('shopify.importTitle')} lead={t('shopify.importLead')}>
      <div className="flex flex-col gap-4">
        {latest ? (
          <Latest key={latest.id} found={latest} onDone={onDone} />
        ) : (
          <div className="flex flex-col items-center gap-1 py-6 text-center">
            <PackageSearch aria-hidden className="size-8 text-muted" />
            <p className="font-medium">{t('shopify.importNone')}</p>
            <p className="text-muted">{t('shopify.importNoneHint')}</p>
          </div>
        )}
        {/* While one is at work no other can be begun. */}
        <div className="flex flex-wrap gap-2 empty:hidden">
          {(latest?.state === 'running' ? [] : starts).map((action) => (
            <ActionButton
              key={action.id}
              action={action}
              look={linked.variants === 0 && action.id === 'shop import full' ? 'primary' : 'secondary'}
              className="max-sm:w-full"
            />
          ))}
        </div>
        {earlier.length > 0 ? (
          <details>
            <summary className="cursor-pointer py-2 text-sm font-medium text-muted">
              {t('shopify.earlier')}
            </summary>
            <ul className="flex flex-col">
              {earlier.map((one) => (
                <Earlier key={one.id} found={one} />
              ))}
            </ul>
          </details>
        ) : null}
      </div>
    </Group>
  )
}

const tones: Record<ShopImport['state'], Tone> = {
  running: 'accent',
  done: 'good',
  failed: 'bad',
  cancelled: 'warn',
}

function Latest({ found, onDone }: { found: ShopImport; onDone(): Promise<void> }) {
  const words = useWords()
  const { t, moment, clock } = words
  const [isAsking, setIsAsking] = useState(false)
  const { id, kind, state, total, read, fault, nextTryAt, askedBy, startedAt } = found
  const isRunning = state === 'running'
  return (
    <div className="flex flex-col gap-3" data-testid="shop-import" data-state={state}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-semibold">{t(`shopify.kind_${kind}`)}</span>
        <Pill tone={tones[state]}>{t(`shopify.state_${state}`)}</Pill>
        <span className="figures text-sm text-muted">
          {askedBy ? t('shopify.byWhom', { name: askedBy, moment: moment(startedAt) }) : moment(startedAt)}
        </span>
      </div>
      {isRunning ? (
        <Progress
          label={t('shopify.progress')}
          figures={
            kind === 'bulk' && read === 0
              ? t('shopify.preparing')
              : total === null
                ? t('shopify.figures', { read })
                : t('shopify.figuresOf', { read, total })
          }
          value={total === null ? null : total === 0 ? 1 : Math.min(1, read / total)}
        />
      ) : null}
      <Found found={found} />
      {fault ? (
        <p className="rounded-xl bg-bad-soft px-4 py-3 text-bad">
          {faultWords(fault, t)}
          {isRunning && nextTryAt ? ` · ${t('shopify.nextTry', { time: clock(nextTryAt) })}` : ''}
        </p>
      ) : null}
      {isRunning || state === 'failed' ? (
        <div className="flex flex-wrap gap-2">
          {isRunning ? (
            <Button onClick={() => setIsAsking(true)}>{t('shopify.importCancel')}</Button>
          ) : (
            <Again id={id} onDone={onDone} />
          )}
        </div>
      ) : null}
      {isAsking ? (
        <AskFirst
          title={t('shopify.importCancelAsk')}
          text={t('shopify.importCancelText')}
          button={t('shopify.importCancel')}
          onConfirm={async () => {
            await tellImport(id, 'cancel')
            await onDone()
          }}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
    </div>
  )
}

function Again({ id, onDone }: { id: string; onDone(): Promise<void> }) {
  const action: Action = {
    id: 'shop import again',
    says: 'shopify.importAgain',
    for: 'admin',
    run: async () => {
      await tellImport(id, 'retry')
      await onDone()
    },
  }
  return <ActionButton action={action} look="primary" />
}

const kinds = ['created', 'matched', 'conflicting', 'unchanged', 'refused'] as const

/** What an import found, each with what became of it. */
function Found({ found }: { found: ShopImport }) {
  const { t, number } = useWords()
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-5" data-testid="shop-found">
      {kinds.map((kind) => (
        <div key={kind} className="flex flex-col">
          <dt className="text-sm font-medium text-muted">
            {t(kind === 'refused' ? 'shopify.refusedCount' : `shopify.${kind}`)}
          </dt>
          <dd className="figures text-xl font-semibold" data-kind={kind}>
            {number(found[kind])}
          </dd>
          <dd className="text-sm text-muted">{t(`shopify.${kind}Hint`)}</dd>
        </div>
      ))}
    </dl>
  )
}

function Earlier({ found }: { found: ShopImport }) {
  const { t, moment, number } = useWords()
  const figures = kinds
    .filter((kind) => found[kind] > 0)
    .map(
      (kind) =>
        `${t(kind === 'refused' ? 'shopify.refusedCount' : `shopify.${kind}`)} ${number(found[kind])}`,
    )
  return (
    <li className="figures flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2 text-[15px] first:border-t-0">
      <span className="w-32 text-muted">{moment(found.startedAt)}</span>
      <span className="font-medium">{t(`shopify.kind_${found.kind}`)}</span>
      <Pill tone={tones[found.state]}>{t(`shopify.state_${found.state}`)}</Pill>
      <span className="text-muted">{figures.join(' · ')}</span>
    </li>
  )
}
