import type { OrderCase } from '../../shared/conflicts/desk-case.ts'
import { useWords } from '../i18n/use-words.ts'
import { classNames } from '../ui/class-names.ts'

/** What comes back, beside what was sold and what came back of it before; no shelf says anything about that. */
export function RefundLines({ one: { lines, sale } }: { one: OrderCase }) {
  const { t, number } = useWords()
  const sold = new Map(sale?.lines.map((line) => [line.lineId, line]))
  return (
    <table className="figures w-full text-left text-[15px]">
      <thead>
        <tr className="border-b border-line text-sm text-muted">
          <th scope="col" className="py-1.5 pr-3 font-medium">
            {t('desk.products')}
          </th>
          <th scope="col" className="px-2 text-right font-medium">
            {t('cases.sold')}
          </th>
          <th scope="col" className="px-2 text-right font-medium">
            {t('cases.backBefore')}
          </th>
          <th scope="col" className="pl-2 text-right font-medium">
            {t('cases.backNow')}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ lineId, title, sku, requested }, index) => {
          const line = sold.get(lineId ?? '')
          return (
            <tr key={lineId ?? index} className="border-b border-line align-top">
              <th scope="row" className="py-2 pr-3 font-normal">
                {title}
                <span className="block text-sm text-muted">{sku}</span>
              </th>
              <td className="px-2 py-2 text-right">{line ? number(line.sold) : '–'}</td>
              <td className="px-2 py-2 text-right">{line ? number(line.sold - line.left) : '–'}</td>
              <td
                className={classNames(
                  'py-2 pl-2 text-right font-medium',
                  line && line.left < requested && 'text-warn',
                )}
              >
                {number(requested)}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
