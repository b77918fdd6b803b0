import { useWords } from '../i18n/use-words.ts'
import { classNames } from '../ui/class-names.ts'
import { currencyOf, nameOfField, nameOfPath, valueInWords } from './field-words.ts'
import { sectionsOf } from './payload-fields.ts'
import type { Payload } from './payload-fields.ts'

/** A document as people read it, section by section, with what does not fit beside its field. */
export function PayloadView({ payload, faults }: { payload: Payload; faults: ReadonlyMap<string, string> }) {
  const words = useWords()
  const { t } = words
  const currency = currencyOf(payload)
  return (
    <div className="flex flex-col gap-3">
      {sectionsOf(payload, [...faults.keys()]).map(({ path, leaves }) => (
        <section key={path} className="rounded-xl border border-line bg-surface px-4 py-3">
          {path === '' ? null : <h4 className="mb-1 text-sm font-semibold">{nameOfPath(path, t)}</h4>}
          <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
            {leaves.map((leaf) => {
              const fault = faults.get(leaf.path)
              return (
                <div key={leaf.path} className="flex min-w-0 flex-wrap gap-x-2">
                  <dt className="text-sm text-muted">{nameOfField(leaf.name, t)}</dt>
                  <dd
                    className={classNames(
                      'figures min-w-0 text-sm break-words',
                      fault ? 'font-medium text-bad' : '',
                    )}
                  >
                    {valueInWords(leaf.path, leaf.value, { currency }, words)}
                    {fault ? ` · ${fault}` : ''}
                  </dd>
                </div>
              )
            })}
          </dl>
        </section>
      ))}
    </div>
  )
}
