import type { Branch } from '../../shared/branches/branch.ts'
import type { Amendment } from '../../shared/shifts/amendment.ts'
import { worthOfCount } from '../../shared/shifts/denominations.ts'
import type { Shift } from '../../shared/shifts/shift.ts'
import type { ZReport } from '../../shared/shifts/z-report.ts'
import { useWords } from '../i18n/use-words.ts'
import { nameOfType } from '../pos/pay-ways.tsx'
import { Row, Rule, Section } from './slip-parts.tsx'

export type SlipProps = {
  shift: Shift
  report: ZReport
  amendment: Amendment | null
  branch: Branch
  /** Branch and lane, as on receipts: `DT-L1`. */
  lane: string
  nameOf(personId: string): string
  copy: boolean
}

/** The report of a shift as it is printed: X in its middle, Z at its close with the count. In black on white. */
export function ZSlip({ shift, report, amendment, branch, lane, nameOf, copy }: SlipProps) {
  const { t, money, fullMoment, number } = useWords()
  const { currency } = report
  const amount = (minor: number) => money(minor, currency)
  const isFinal = shift.closedAt !== null
  return (
    <article className="figures text-[13px] leading-snug text-black" data-testid="z-slip">
      <header className="mb-2 text-center">
        {copy ? <p className="mb-1 text-base font-bold tracking-[0.3em]">{t('shift.copy')}</p> : null}
        <p className="text-base font-bold">{branch.name}</p>
        {branch.settings.address ? <p>{branch.settings.address}</p> : null}
        <p className="mt-1 text-lg font-bold">
          {t(isFinal ? 'shift.z' : 'shift.x', { number: shift.number })}
        </p>
        {isFinal ? null : <p>{t('shift.notFinal')}</p>}
      </header>
      <Row left={t('shift.lane')} right={lane} />
      <Row left={t('shift.opened')} right={`${fullMoment(shift.openedAt)} ${nameOf(shift.openedBy)}`} />
      {shift.closedAt !== null && shift.closedBy !== null ? (
        <Row left={t('shift.closedAt')} right={`${fullMoment(shift.closedAt)} ${nameOf(shift.closedBy)}`} />
      ) : null}
      <Row left={t('shift.asOf')} right={fullMoment(report.asOf)} />
      <Rule />
      <Row
        left={t('shift.countOf', { label: t('shift.sales'), count: report.sales.count })}
        right={amount(report.sales.total)}
      />
      <Row
        left={t('shift.countOf', { label: t('shift.refunds'), count: report.refunds.count })}
        right={amount(0 - report.refunds.total)}
      />
      <Row strong left={t('shift.net')} right={amount(report.sales.total - report.refunds.total)} />
      <Section title={t('shift.payments')}>
        {report.payments.map((one) => (
          <div key={`${one.type} ${one.currency}`}>
            <Row
              left={
                one.currency === currency
                  ? nameOfType(one.type, t)
                  : `${nameOfType(one.type, t)}, ${one.currency}`
              }
              right={amount(one.sales)}
            />
            {one.refunds > 0 ? <Row small left={t('shift.refunds')} right={amount(-one.refunds)} /> : null}
            {one.notes === null ? null : (
              <Row
                small
                left={t('shift.notes', { currency: one.currency })}
                right={money(one.notes, one.currency)}
              />
            )}
          </div>
        ))}
        {report.rounding === 0 ? null : <Row left={t('shift.rounding')} right={amount(report.rounding)} />}
      </Section>
      {report.taxes.length > 0 ? (
        <Section title={t('shift.taxes')}>
          {report.taxes.map(({ rate, gross, tax }) => (
            <Row
              key={rate}
              left={t('shift.taxAt', {
                rate: number(rate / 10_000, { style: 'percent', maximumFractionDigits: 2 }),
                gross: amount(gross),
              })}
              right={amount(tax)}
            />
          ))}
        </Section>
      ) : null}
      <Drawer shift={shift} report={report} nameOf={nameOf} />
      {report.openCount > 0 ? (
        <Section title={t('shift.openOrders', { count: report.openCount })}>
          {report.open.map(({ id, number: receipt, kind, total, status }) => (
            <Row
              key={id}
              small
              left={`${receipt} · ${t(`orders.${status}`)}`}
              right={amount(kind === 'sale' ? total : -total)}
            />
          ))}
          {report.openCount > report.open.length ? (
            <p>{t('shift.more', { count: report.openCount - report.open.length })}</p>
          ) : null}
          <p className="mt-1 text-xs">{t('shift.openOrdersHint')}</p>
        </Section>
      ) : null}
      {amendment ? <Amended amendment={amendment} currency={currency} /> : null}
      {isFinal ? <p className="mt-8 border-t border-black/60 pt-1 text-xs">{t('shift.signature')}</p> : null}
    </article>
  )
}

/** What ought to lie in the drawer, and what did. */
function Drawer({ shift, report, nameOf }: Pick<SlipProps, 'shift' | 'report' | 'nameOf'>) {
  const { t, money, clock } = useWords()
  const { currency, expected } = report
  const amount = (minor: number) => money(minor, currency)
  // Change for foreign notes goes out of the drawer too: what cash did is the difference of what stands there.
  const moved = (expected[0]?.amount ?? 0) - report.float - report.cashIn + report.cashOut
  const ownCash = report.payments.find((one) => one.type === 'cash' && one.currency === currency)
  const refunds = ownCash?.refunds ?? 0
  return (
    <Section title={t('shift.cash')}>
      <Row left={t('shift.float')} right={amount(report.float)} />
      <Row left={t('shift.cashSales')} right={amount(moved + refunds)} />
      {refunds > 0 ? <Row left={t('shift.cashRefunds')} right={amount(-refunds)} /> : null}
      {shift.cashMovements.map((one) => (
        <div key={one.id}>
          <Row
            left={t(one.direction === 'in' ? 'shift.slipIn' : 'shift.slipOut')}
            right={amount(one.direction === 'in' ? one.amount : -one.amount)}
          />
          <p className="pl-3 text-xs">
            {clock(one.at)} {one.reason}, {nameOf(one.actorId)}
            {one.approval ? ` (${nameOf(one.approval.approverId)})` : null}
          </p>
        </div>
      ))}
      {expected.map((one) => (
        <Count key={one.currency} shift={shift} expected={one} />
      ))}
      {shift.note ? (
        <p className="mt-1 text-xs">
          {t('shift.note')}: {shift.note}
        </p>
      ) : null}
    </Section>
  )
}

function Count({ shift, expected }: { shift: Shift; expected: ZReport['expected'][number] }) {
  const { t, money, number } = useWords()
  const amount = (minor: number) => money(minor, expected.currency)
  const counts = shift.counts?.filter(({ currency }) => currency === expected.currency) ?? []
  const counted = worthOfCount(counts)
  const variance = counted - expected.amount
  return (
    <div className="mt-1">
      {/* Before the count nobody is told what it should come to: it is blind. */}
      {shift.counts === null ? null : (
        <>
          <Row strong left={t('shift.expected')} right={amount(expected.amount)} />
          {counts
            .filter(({ pieces }) => pieces > 0)
            .map(({ value, pieces }) => (
              <Row
                key={value}
                small
                left={`${number(pieces)} × ${amount(value)}`}
                right={amount(pieces * value)}
              />
            ))}
          <Row strong left={t('shift.counted')} right={amount(counted)} />
          <Row
            strong
            left={t('shift.variance')}
            right={
              variance === 0
                ? t('shift.none')
                : t(variance > 0 ? 'shift.over' : 'shift.short', { amount: amount(Math.abs(variance)) })
            }
          />
        </>
      )}
    </div>
  )
}

/** What is known since the close, below what was printed then. */
function Amended({ amendment, currency }: { amendment: Amendment; currency: string }) {
  const { t, money } = useWords()
  return (
    <div className="mt-3 border-2 border-black p-2" data-testid="amendment">
      <p className="font-bold">{t('shift.amendment')}</p>
      <p className="text-xs">{t('shift.amendmentLead')}</p>
      {amendment.settled.map((one) => (
        <div key={one.id} className="mt-1">
          <Row left={one.number} right={money(one.kind === 'sale' ? one.total : -one.total, currency)} />
          <p className="pl-3 text-xs">
            {t('shift.was', { before: t(`orders.${one.status}`), now: t(`orders.${one.now}`) })}
          </p>
        </div>
      ))}
      {amendment.added.count > 0 ? (
        <p className="mt-1">
          {t('shift.added', {
            count: amendment.added.count,
            total: money(amendment.added.total, currency),
          })}
        </p>
      ) : null}
    </div>
  )
}
