import type { FormEvent } from 'react'
import { useState } from 'react'
import type { BulkPreview } from '../../shared/bulk/bulk-operation.ts'
import type { Operation } from '../../shared/bulk/operation.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { Telling } from './operation-words.ts'
import { saysOperation, saysValue } from './operation-words.ts'

/** From here on a slip of the finger changes more than anybody could look through. */
const MOST_UNTYPED = 500

type Props = {
  preview: BulkPreview
  operation: Operation
  telling: Telling
  fault: unknown
  busy: boolean
  onBack(): void
  onStart(): void
}

/** What would come of it: how many, a sample before and after, what cannot be; then the start. */
export function PreviewView({ preview, operation, telling, fault, busy, onBack, onStart }: Props) {
  const { t } = telling.words
  const { count, changed, unchanged, failed } = preview
  const [typed, setTyped] = useState('')
  const mustType = count > MOST_UNTYPED
  const isMeant = !mustType || typed.replaceAll(/[\s.,]/g, '') === String(count)

  function start(event: FormEvent) {
    event.preventDefault()
    if (isMeant && changed > 0 && !busy) onStart()
  }

  return (
    <form className="flex flex-1 flex-col gap-4 pt-2" onSubmit={start} data-testid="bulk-preview">
      <div role="status">
        <p className="figures text-2xl font-semibold tracking-tight">{t('bulk.count', { count })}</p>
        <p className="text-muted">{saysOperation(operation, telling)}</p>
        <ul className="figures mt-3 flex flex-col gap-1">
          <li className="font-medium">{t('bulk.wouldChange', { count: changed })}</li>
          {unchanged > 0 ? <li className="text-muted">{t('bulk.wouldStay', { count: unchanged })}</li> : null}
          {failed > 0 ? (
            <li className="text-bad">
              {t('bulk.wouldFail', { count: failed })}
              {': '}
              {preview.reasons.map(({ code }) => t(`bulk.${code}`)).join(', ')}
            </li>
          ) : null}
        </ul>
      </div>
      {preview.sample.length > 0 ? (
        <Sample rows={preview.sample} operation={operation} telling={telling} />
      ) : null}
      {preview.failures.length > 0 ? (
        <ul className="flex flex-col gap-1 rounded-xl bg-bad-soft px-4 py-3 text-sm text-bad">
          {preview.failures.slice(0, 3).map(({ id, sku, title, code, before }) => (
            <li key={id}>
              {title} · {sku} · {saysValue(before, operation, telling)}: {t(`bulk.${code}`)}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="sticky bottom-0 mt-auto -mb-5 flex flex-col gap-3 bg-raised pt-2 pb-5">
        {fault ? (
          <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 text-bad">
            {wordsFor(fault, t)}
          </p>
        ) : null}
        {changed === 0 ? <p className="text-muted">{t('bulk.nothingChanges')}</p> : null}
        {mustType && changed > 0 ? (
          <TextField
            label={t('bulk.typeNumber', { count })}
            hint={t('bulk.typeNumberHint')}
            inputMode="numeric"
            autoComplete="off"
            name="count"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        ) : null}
        <div className="flex gap-3">
          <Button className="flex-1" onClick={onBack}>
            {t('bulk.back')}
          </Button>
          <Button
            type="submit"
            look="primary"
            className="flex-1"
            disabled={!isMeant || changed === 0 || busy}
          >
            {t('bulk.start')}
          </Button>
        </div>
      </div>
    </form>
  )
}

function Sample({
  rows,
  operation,
  telling,
}: {
  rows: BulkPreview['sample']
  operation: Operation
  telling: Telling
}) {
  const { t } = telling.words
  return (
    <div>
      <h3 className="mb-1.5 text-sm font-medium text-muted" id="bulk-sample">
        {t('bulk.sample')}
      </h3>
      <div
        tabIndex={0}
        role="region"
        aria-labelledby="bulk-sample"
        className="max-h-64 overflow-y-auto rounded-xl border border-line"
      >
        <table className="w-full text-left text-sm">
          <thead className="sticky top-0 bg-raised text-muted">
            <tr>
              <th className="px-3 py-2 font-medium">{t('bulk.product')}</th>
              <th className="px-3 py-2 text-right font-medium">{t('bulk.before')}</th>
              <th className="px-3 py-2 text-right font-medium">{t('bulk.after')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, sku, title, before, after }) => (
              <tr key={id} className="border-t border-line align-top">
                <td className="px-3 py-2">
                  {title}
                  <span className="block text-muted">{sku}</span>
                </td>
                <td className="figures px-3 py-2 text-right text-muted">
                  {saysValue(before, operation, telling)}
                </td>
                <td className="figures px-3 py-2 text-right font-medium">
                  {saysValue(after, operation, telling)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
