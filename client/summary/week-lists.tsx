import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ProductOfWeek, WeekStatistics } from '../../shared/summary/week-statistics.ts'
import { useWords } from '../i18n/use-words.ts'

/** Branches, goods that did well or badly, and shelves that run out: each line leads to its story. */
export function WeekLists({ statistics }: { statistics: WeekStatistics }) {
  const { t, number, money } = useWords()
  const { branches, top, fading, stock, currency, days } = statistics
  const product = (one: ProductOfWeek) => (
    <Row
      key={one.productId}
      to={<ProductLink id={one.productId} title={one.title} sku={one.sku} />}
      value={t('week.pieces', { count: one.pieces })}
      hint={t('week.usually', { count: one.usualPieces })}
    />
  )
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <List title={t('week.branches')} none={t('week.noTop')}>
        {branches.map((one) => (
          <Row
            key={one.id}
            to={
              <Link
                to="/archive"
                search={{ from: days[0]?.day ?? '', to: days.at(-1)?.day ?? '', branchId: one.id }}
                className="flex min-h-12 items-center font-medium hover:underline"
              >
                {one.name}
              </Link>
            }
            value={money(one.total, currency)}
            hint={
              one.changePercent === null
                ? t('week.noBefore')
                : `${number(one.changePercent, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })} %`
            }
          />
        ))}
      </List>
      <List title={t('week.top')} none={t('week.noTop')}>
        {top.map(product)}
      </List>
      <List title={t('week.fading')} hint={t('week.fadingHint')} none={t('week.noFading')}>
        {fading.map(product)}
      </List>
      <List title={t('week.soonOut')} none={t('week.noSoonOut')}>
        {stock.soonOut.map((one) => (
          <Row
            key={`${one.branchId} ${one.productId}`}
            to={<ProductLink id={one.productId} title={one.title} sku={one.branch} branchId={one.branchId} />}
            value={t('week.daysLeft', { count: one.days })}
            hint={t('week.pieces', { count: one.onHand })}
          />
        ))}
      </List>
    </div>
  )
}

function List(props: { title: string; hint?: string; none: string; children: readonly ReactNode[] }) {
  const { title, hint, none, children } = props
  return (
    <section className="rounded-2xl border border-line bg-surface px-4 py-3">
      <h3 className="font-medium">{title}</h3>
      {hint ? <p className="text-sm text-muted">{hint}</p> : null}
      {children.length === 0 ? (
        <p className="py-3 text-muted">{none}</p>
      ) : (
        <ul className="mt-1 divide-y divide-line">{children}</ul>
      )}
    </section>
  )
}

function Row({ to, value, hint }: { to: ReactNode; value: string; hint: string }) {
  return (
    <li className="flex items-center gap-4 py-0.5">
      <div className="min-w-0 flex-1">{to}</div>
      <p className="figures text-right">
        <span className="block font-medium">{value}</span>
        <span className="block text-sm text-muted">{hint}</span>
      </p>
    </li>
  )
}

function ProductLink(props: { id: string; title: string; sku: string; branchId?: string }) {
  const { id, title, sku, branchId } = props
  return (
    <Link
      to="/products/$id/history"
      params={{ id }}
      search={branchId === undefined ? {} : { branchId }}
      className="block min-h-12 py-1 hover:underline"
    >
      <span className="block truncate font-medium">{title}</span>
      <span className="figures block truncate text-sm text-muted">{sku}</span>
    </Link>
  )
}
