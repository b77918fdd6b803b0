import type { Difference } from '../../shared/sync/diff-documents.ts'
import { useWords } from '../i18n/use-words.ts'
import { nameOfPath, valueInWords } from './field-words.ts'

/** Where two documents differ, field by field, side by side. */
export function Differences({
  differences,
  before,
  after,
  currency,
}: {
  differences: readonly Difference[]
  before: string
  after: string
  currency: string
}) {
  const words = useWords()
  const { t } = words
  return (
    <div className="overflow-x-auto rounded-xl border border-line bg-surface" tabIndex={0} role="group">
      <table className="w-full text-left text-sm">
        <thead className="text-muted">
          <tr className="border-b border-line">
            <th scope="col" className="px-4 py-2 font-medium">
              {t('letters.field')}
            </th>
            <th scope="col" className="px-4 py-2 font-medium">
              {before}
            </th>
            <th scope="col" className="px-4 py-2 font-medium">
              {after}
            </th>
          </tr>
        </thead>
        <tbody className="figures divide-y divide-line">
          {differences.map((one) => (
            <tr key={one.path}>
              <th scope="row" className="px-4 py-1.5 font-medium">
                {nameOfPath(one.path, t)}
              </th>
              <td className="px-4 py-1.5 break-words text-bad">
                {valueInWords(one.path, one.before, { currency }, words)}
              </td>
              <td className="px-4 py-1.5 break-words text-good">
                {valueInWords(one.path, one.after, { currency }, words)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
