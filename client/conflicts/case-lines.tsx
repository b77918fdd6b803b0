import type { Branch } from '../../shared/branches/branch.ts'
import type { DeskCase } from '../../shared/conflicts/desk-case.ts'
import { useWords } from '../i18n/use-words.ts'
import { classNames } from '../ui/class-names.ts'

/** What was asked for, what is there by now, and who else has it. */
export function CaseLines({ one, branches }: { one: DeskCase; branches: readonly Branch[] }) {
  const { t, number } = useWords()
  const nameOf = (id: string) => branches.find((branch) => branch.id === id)?.name ?? ''
  return (
    <table className="figures w-full text-left text-[15px]">
      <thead>
        <tr className="border-b border-line text-sm text-muted">
          <th scope="col" className="py-1.5 pr-3 font-medium">
            {t('desk.products')}
          </th>
          <th scope="col" className="px-2 text-right font-medium">
            {t('cases.asked')}
          </th>
          <th scope="col" className="px-2 text-right font-medium">
            {t('cases.now')}
          </th>
          <th scope="col" className="hidden pl-3 font-medium sm:table-cell">
            {t('cases.elsewhere')}
          </th>
        </tr>
      </thead>
      <tbody>
        {one.lines.map((line, index) => {
          const elsewhere = line.elsewhere
            .map(({ branchId, onHand }) => t('cases.has', { name: nameOf(branchId), count: onHand }))
            .join(' · ')
          return (
            <tr key={line.lineId ?? index} className="border-b border-line align-top">
              <th scope="row" className="py-2 pr-3 font-normal">
                {line.title}
                <span className="block text-sm text-muted">{line.sku}</span>
                <span className="block text-sm text-muted sm:hidden">
                  {t('cases.elsewhere')}: {elsewhere || t('cases.nowhere')}
                </span>
              </th>
              <td className="px-2 py-2 text-right">{number(line.requested)}</td>
              <td
                className={classNames(
                  'px-2 py-2 text-right font-medium',
                  line.now < line.requested && 'text-warn',
                )}
              >
                {number(line.now)}
              </td>
              <td className="hidden py-2 pl-3 text-muted sm:table-cell">{elsewhere || t('cases.nowhere')}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
