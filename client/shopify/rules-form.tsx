import type { FormEvent } from 'react'
import { useState } from 'react'
import { OWNED_FIELDS } from '../../shared/shopify/connection.ts'
import type { ConnectedShop } from '../../shared/shopify/shop-status.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { Group } from '../settings/branches/group.tsx'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { note } from '../ui/note.ts'
import { Select } from '../ui/select.tsx'
import { changeRules } from './shop-commands.ts'

type Props = Pick<ConnectedShop, 'owners' | 'openingStock'> & { onSaved(): Promise<void> }

/** Who decides where both sides changed the same, and whose stock a first meeting begins with. */
export function RulesForm({ owners, openingStock, onSaved }: Props) {
  const { t } = useWords()
  const [draft, setDraft] = useState({ owners, openingStock })
  const [refused, setRefused] = useState<unknown>(null)
  const ownerOf = (field: (typeof OWNED_FIELDS)[number], of: Props['owners']) => of[field] ?? 'latest'
  const changed = OWNED_FIELDS.filter((field) => ownerOf(field, draft.owners) !== ownerOf(field, owners))
  const isChanged = changed.length > 0 || draft.openingStock !== openingStock

  async function save(event: FormEvent) {
    event.preventDefault()
    if (!isChanged) return
    setRefused(null)
    try {
      await changeRules({
        ...(changed.length > 0
          ? { owners: Object.fromEntries(changed.map((field) => [field, ownerOf(field, draft.owners)])) }
          : {}),
        ...(draft.openingStock === openingStock ? {} : { openingStock: draft.openingStock }),
      })
      note(t('settings.saved'))
      await onSaved()
    } catch (error) {
      setRefused(error)
    }
  }

  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      <Group title={t('shopify.rulesTitle')} lead={t('shopify.rulesLead')}>
        <div className="flex flex-col gap-4">
          <div>
            <p className="text-sm font-medium text-muted">{t('shopify.opening')}</p>
            <p className="mb-1.5 text-sm text-muted">{t('shopify.openingHint')}</p>
            <Choice
              label={t('shopify.opening')}
              value={draft.openingStock}
              options={[
                { value: 'omnisync', label: t('shopify.openingOurs') },
                { value: 'shopify', label: t('shopify.openingTheirs') },
              ]}
              onChange={(value) => setDraft({ ...draft, openingStock: value })}
            />
          </div>
          <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
            {OWNED_FIELDS.map((field) => (
              <Select
                key={field}
                isShown
                label={t(`shopify.field_${field}`)}
                value={ownerOf(field, draft.owners)}
                options={(['latest', 'shopify', 'omnisync'] as const).map((owner) => ({
                  value: owner,
                  label: t(`shopify.owner_${owner}`),
                }))}
                onChange={(owner) => setDraft({ ...draft, owners: { ...draft.owners, [field]: owner } })}
              />
            ))}
          </div>
          {refused ? (
            <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 text-bad">
              {wordsFor(refused, t)}
            </p>
          ) : null}
          <Button type="submit" look={isChanged ? 'primary' : 'secondary'} disabled={!isChanged}>
            {t('shopify.saveRules')}
          </Button>
        </div>
      </Group>
    </form>
  )
}
