import { Link } from '@tanstack/react-router'
import { Scale, Undo2 } from 'lucide-react'
import type { FieldDecision } from '../../shared/shopify/decisions.ts'
import type { Answered } from '../app/use-answer.ts'
import { ActionButton } from '../command-palette/action-button.tsx'
import { useWords } from '../i18n/use-words.ts'
import { Group } from '../settings/branches/group.tsx'
import { classNames } from '../ui/class-names.ts'
import { note } from '../ui/note.ts'
import { Pill } from '../ui/pill.tsx'
import { fieldWords, valueWords } from './field-words.ts'
import { reverseDecision } from './shop-commands.ts'

/** As many as the server gives. */
const SHOWN = 50

type Props = {
  answer: Answered<{ decisions: FieldDecision[] }>
  currency: string
  onDone(): Promise<void>
}

/** Fields that both sides had changed: both values, when, who won and why, and the way to turn it around. */
export function DecisionList({ answer: { value }, currency, onDone }: Props) {
  const { t } = useWords()
  return (
    <Group title={t('shopify.decisionsTitle')} lead={t('shopify.decisionsLead')}>
      {value === null ? (
        <div
          role="status"
          aria-label={t('shopify.loading')}
          className="h-20 animate-pulse rounded-xl bg-sunken"
        />
      ) : null}
      {value?.decisions.length === 0 ? (
        <p className="flex items-center gap-3 py-2 text-muted">
          <Scale aria-hidden className="size-6" />
          {t('shopify.decisionsNone')}
        </p>
      ) : null}
      {value && value.decisions.length > 0 ? (
        <ul
          {...(value.decisions.length > 4 ? { tabIndex: 0 } : {})}
          data-testid="shop-decisions"
          className="max-h-[32rem] overflow-y-auto rounded-xl border border-line"
        >
          {value.decisions.map((decision) => (
            <Row key={decision.id} decision={decision} currency={currency} onDone={onDone} />
          ))}
        </ul>
      ) : null}
      {value && value.decisions.length >= SHOWN ? (
        <p className="mt-2 text-sm text-muted">
          {t('shopify.decisionsMore', { count: SHOWN })}{' '}
          <Link
            to="/audit"
            className="inline-flex min-h-12 items-center font-medium text-accent-text underline"
          >
            {t('audit.title')}
          </Link>
        </p>
      ) : null}
    </Group>
  )
}

type RowProps = { decision: FieldDecision; currency: string; onDone(): Promise<void> }

function Row({ decision, currency, onDone }: RowProps) {
  const words = useWords()
  const { t, moment, fullMoment } = words
  const { id, title, sku, field, at, won, why, reversed } = decision
  const sides = [
    { name: t('shopify.sideShopify'), side: 'shopify', at: decision.shopifyAt },
    { name: t('shopify.sideUs'), side: 'omnisync', at: decision.omnisyncAt },
  ] as const
  const reason =
    why === 'owner'
      ? t(won === 'shopify' ? 'shopify.why_owner' : 'shopify.why_owner-us')
      : why === 'same-second'
        ? t('shopify.why_same-second')
        : t('shopify.why_later')
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-3 first:border-t-0">
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-medium">
          {fieldWords(field, t)} · {title ?? ''}{' '}
          <span className="figures text-sm font-normal text-muted">{sku}</span>
        </p>
        <dl className="mt-1 grid grid-cols-1 gap-x-6 gap-y-1 sm:grid-cols-2">
          {sides.map(({ name, side, at: changedAt }) => {
            const stands = (won === side) === (reversed === null)
            return (
              <div key={side} className="min-w-0">
                <dt className="text-sm text-muted">
                  {name}
                  {changedAt ? <span className="figures"> · {fullMoment(changedAt)}</span> : null}
                </dt>
                <dd className={classNames('figures break-words', stands ? 'font-semibold' : 'line-through')}>
                  {valueWords(field, decision[side], currency, words)}
                </dd>
              </div>
            )
          })}
        </dl>
        <p className="mt-1 flex flex-wrap items-center gap-x-2 text-sm text-muted">
          <Pill tone="plain">{t(won === 'shopify' ? 'shopify.wonShopify' : 'shopify.wonUs')}</Pill>
          {reason} · {moment(at)}
        </p>
        {reversed ? (
          <p className="text-sm font-medium">
            {t('shopify.undone', { name: reversed.by ?? '', moment: moment(reversed.at) })}
          </p>
        ) : null}
      </div>
      {reversed ? null : (
        <ActionButton
          action={{
            id: `shop reverse ${id}`,
            says: 'shopify.undo',
            icon: Undo2,
            for: 'admin',
            asks: { says: 'shopify.undoAsk', adds: 'shopify.undoText', button: 'shopify.undo' },
            run: async () => {
              await reverseDecision(id)
              note(t('shopify.undoneNote'))
              await onDone()
            },
          }}
        />
      )}
    </li>
  )
}
