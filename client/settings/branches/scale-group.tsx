import { shopPrefixes } from '../../../shared/branches/change-settings.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Choice } from '../../ui/choice.tsx'
import type { OnLabel } from './draft.ts'
import { Group } from './group.tsx'
import type { BranchForm } from './use-branch-form.ts'

/** What the labels of a scale hold, by their first two figures: of each, one thing or nothing. */
export function ScaleGroup({ form }: { form: BranchForm }) {
  const { t } = useWords()
  const codes = form.draft.scaleCodes
  const options: { value: OnLabel; label: string }[] = [
    { value: 'none', label: t('settings.scaleNone') },
    { value: 'price', label: t('settings.scalePrice') },
    { value: 'weight', label: t('settings.scaleWeight') },
  ]
  return (
    <Group title={t('settings.scales')} lead={t('settings.scalesLead')}>
      <ul className="grid gap-x-8 gap-y-2 xl:grid-cols-2">
        {shopPrefixes.map((prefix) => (
          <li key={prefix} className="flex items-center gap-3">
            <span aria-hidden className="figures w-10 text-lg font-semibold">
              {prefix}…
            </span>
            <div className="flex-1">
              <Choice
                label={t('settings.prefix', { prefix })}
                value={codes[prefix]}
                options={options}
                onChange={(value) => form.edit('scaleCodes', { ...codes, [prefix]: value })}
              />
            </div>
          </li>
        ))}
      </ul>
    </Group>
  )
}
