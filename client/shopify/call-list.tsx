import type { ShopCall } from '../../shared/shopify/calls.ts'
import type { Answered } from '../app/use-answer.ts'
import { useWords } from '../i18n/use-words.ts'
import { Group } from '../settings/branches/group.tsx'
import { Pill } from '../ui/pill.tsx'
import { faultWords } from './fault-words.ts'

/** The latest calls that came to nothing; each opens to what was asked and answered. */
export function CallList({ answer: { value } }: { answer: Answered<{ calls: ShopCall[] }> }) {
  const { t } = useWords()
  return (
    <Group title={t('shopify.callsTitle')} lead={t('shopify.callsLead')}>
      {value === null ? (
        <div
          role="status"
          aria-label={t('shopify.loading')}
          className="h-16 animate-pulse rounded-xl bg-sunken"
        />
      ) : null}
      {value?.calls.length === 0 ? <p className="py-2 text-muted">{t('shopify.callsNone')}</p> : null}
      {value && value.calls.length > 0 ? (
        <ul className="rounded-xl border border-line" data-testid="shop-calls">
          {value.calls.map((call) => (
            <Call key={call.id} call={call} />
          ))}
        </ul>
      ) : null}
    </Group>
  )
}

function Call({ call }: { call: ShopCall }) {
  const { t, moment } = useWords()
  const { operation, code, status, milliseconds, at, request, answer } = call
  return (
    <li className="border-t border-line first:border-t-0">
      <details className="group">
        <summary className="figures flex min-h-12 cursor-pointer flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-[15px] hover:bg-sunken">
          <span className="w-28 text-muted">{moment(at)}</span>
          <span className="min-w-0 flex-1 basis-40 font-medium break-words">{operation}</span>
          <span className="text-muted">{faultWords({ code: code, message: '' }, t)}</span>
          {status === null ? null : <Pill tone={status >= 400 ? 'bad' : 'warn'}>{status}</Pill>}
        </summary>
        <div className="flex flex-col gap-3 px-4 pb-4">
          <p className="figures text-sm text-muted">{t('shopify.callLine', { code, ms: milliseconds })}</p>
          <Part label={t('shopify.callRequest')} value={request} />
          {answer === null || answer === undefined ? (
            <p className="text-sm text-muted">{t('shopify.callNoAnswer')}</p>
          ) : (
            <Part label={t('shopify.callAnswer')} value={answer} />
          )}
        </div>
      </details>
    </li>
  )
}

function Part({ label, value }: { label: string; value: unknown }) {
  return (
    <div>
      <p className="mb-1 text-sm font-medium text-muted">{label}</p>
      <pre
        tabIndex={0}
        aria-label={label}
        className="max-h-72 overflow-auto rounded-xl bg-sunken p-3 text-sm break-words whitespace-pre-wrap"
      >
        {JSON.stringify(value, null, 2)}
      </pre>
    </div>
  )
}
