import { Check, CircleCheck, RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ShopWaiting, WaitingKind } from '../../shared/shopify/waiting.ts'
import type { Answered } from '../app/use-answer.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { ActionButton } from '../command-palette/action-button.tsx'
import { useWords } from '../i18n/use-words.ts'
import { Group } from '../settings/branches/group.tsx'
import { note } from '../ui/note.ts'
import { Pill } from '../ui/pill.tsx'
import { reading, sending, waysOf, type Way } from './again-ways.ts'
import { faultWords } from './fault-words.ts'
import { sendWords } from './send-words.ts'
import { sendAgain } from './shop-commands.ts'

type Props = { answer: Answered<ShopWaiting>; onDone(): Promise<void> }

/** Everything that stands still between both sides, each with its reason and, where that may help, another try. */
export function WaitingPanel({ answer: { value, error }, onDone }: Props) {
  const { t } = useWords()
  return (
    <Group title={t('shopify.waitingTitle')} lead={t('shopify.waitingLead')}>
      {value === null && error ? (
        <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 text-bad">
          {wordsFor(error, t)}
        </p>
      ) : null}
      {value === null && !error ? (
        <div
          role="status"
          aria-label={t('shopify.loading')}
          className="h-24 animate-pulse rounded-xl bg-sunken"
        />
      ) : null}
      {value ? <Lists waiting={value} onDone={onDone} /> : null}
    </Group>
  )
}

function Lists({ waiting, onDone }: { waiting: ShopWaiting; onDone(): Promise<void> }) {
  const words = useWords()
  const { t, moment, clock } = words
  const { sends, webhooks, orders, products, levels } = waiting
  const dead = sends.filter(({ state }) => state === 'dead')
  const open = sends.filter(({ state }) => state === 'waiting')
  const again = { onDone, ways: sending }
  const readAgain = { onDone, ways: reading }
  const tries = (one: { attempts: number; nextTryAt: string | null }) =>
    [
      ...(one.attempts > 0 ? [t('shopify.attempts', { count: one.attempts })] : []),
      ...(one.nextTryAt ? [t('shopify.nextTry', { time: clock(one.nextTryAt) })] : []),
    ].join(' · ')
  if ([sends, webhooks, orders, products, levels].every(({ length }) => length === 0)) {
    return (
      <p
        role="status"
        className="flex items-center gap-3 py-2 font-medium text-good"
        data-testid="shop-nothing"
      >
        <CircleCheck aria-hidden className="size-6" />
        {t('shopify.waitingNone')}
      </p>
    )
  }
  return (
    <div className="flex flex-col gap-5" data-testid="shop-waiting">
      <Part title={t('shopify.deadSends', { count: dead.length })} tone="bad" list={dead}>
        {(send) => (
          <Line
            key={send.id}
            name={sendWords(send, words)}
            why={send.fault ? faultWords(send.fault, t) : ''}
            more={[tries(send), t('shopify.since', { time: moment(send.createdAt) })]}
            again={{ onDone, ways: waysOf(send), kind: 'send', id: send.id }}
          />
        )}
      </Part>
      <Part title={t('shopify.waitingOrders', { count: orders.length })} tone="warn" list={orders}>
        {(order) => (
          <Line
            key={order.id}
            name={order.name === '' ? order.id : order.name}
            why={order.fault ? faultWords(order.fault, t) : ''}
            more={[tries(order)]}
            again={{ ...readAgain, kind: 'order', id: order.id }}
          />
        )}
      </Part>
      <Part title={t('shopify.refusedLevels', { count: levels.length })} tone="warn" list={levels}>
        {(level) => (
          <Line
            key={level.id}
            name={[level.sku, level.title].filter(Boolean).join(' ')}
            why={faultWords(level, t)}
            more={[level.location]}
            again={{ ...again, kind: 'level', id: level.id }}
          />
        )}
      </Part>
      <Part title={t('shopify.deadWebhooks', { count: webhooks.length })} tone="warn" list={webhooks}>
        {(webhook) => (
          <Line
            key={webhook.id}
            name={webhook.topic}
            why={webhook.fault ? faultWords(webhook.fault, t) : ''}
            more={[moment(webhook.receivedAt)]}
            again={{ ...readAgain, kind: 'webhook', id: webhook.id }}
          />
        )}
      </Part>
      <Part title={t('shopify.refusedProducts', { count: products.length })} tone="plain" list={products}>
        {(product) => (
          <Line
            key={`${product.subject} ${product.subjectId}`}
            name={product.title === '' ? product.subjectId : product.title}
            why={faultWords(product, t)}
            more={[]}
            hint={product.path}
            again={product.id === null ? null : { ...readAgain, kind: 'product', id: product.id }}
          />
        )}
      </Part>
      <Part title={t('shopify.openSends', { count: open.length })} tone="plain" list={open}>
        {(send) => (
          <Line
            key={send.id}
            name={sendWords(send, words)}
            why={send.fault ? faultWords(send.fault, t) : ''}
            more={[tries(send)]}
            again={null}
          />
        )}
      </Part>
    </div>
  )
}

/** As many as the server gives of one kind. */
const MOST = 100

type PartProps<One> = {
  title: string
  tone: 'bad' | 'warn' | 'plain'
  list: readonly One[]
  children(one: One): ReactNode
}

function Part<One>({ title, tone, list, children }: PartProps<One>) {
  const { t } = useWords()
  if (list.length === 0) return null
  return (
    <section>
      <h3 className="mb-1 flex flex-wrap items-center gap-2 font-semibold">
        <Pill tone={tone}>{title}</Pill>
        {list.length >= MOST ? (
          <span className="text-sm font-normal text-muted">{t('shopify.atMost', { count: MOST })}</span>
        ) : null}
      </h3>
      <ul
        // Where it can be scrolled it can be reached by keyboard.
        {...(list.length > 6 ? { tabIndex: 0 } : {})}
        className="max-h-96 overflow-y-auto rounded-xl border border-line"
      >
        {list.map(children)}
      </ul>
    </section>
  )
}

type Again = { kind: WaitingKind; id: string; ways: readonly Way[]; onDone(): Promise<void> }
type LineProps = {
  name: string
  why: string
  more: readonly string[]
  /** For whoever looks closer: where in Shopify's answer the fault is. */
  hint?: string
  again: Again | null
}

function Line({ name, why, more, hint, again }: LineProps) {
  const { t } = useWords()
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-2.5 first:border-t-0">
      <div className="min-w-0 flex-1 basis-64">
        <p className="figures font-medium break-words">{name}</p>
        {why ? (
          <p title={hint} className="text-[15px] break-words">
            {why}
          </p>
        ) : null}
        {more.some(Boolean) ? (
          <p className="figures text-sm break-all text-muted">{more.filter(Boolean).join(' · ')}</p>
        ) : null}
      </div>
      {again?.ways.map(({ says, word, asks }) => (
        <ActionButton
          key={word}
          action={{
            id: `shop again ${again.kind} ${again.id} ${word}`,
            says,
            icon: word === 'done' ? Check : RotateCcw,
            for: 'desk',
            ...(asks ? { asks } : {}),
            run: async () => {
              await sendAgain(again.kind, again.id, word)
              note(t(word === 'done' ? 'shopify.wasDoneNote' : 'shopify.againDone'))
              await again.onDone()
            },
          }}
        />
      ))}
    </li>
  )
}
