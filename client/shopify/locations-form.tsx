import type { FormEvent } from 'react'
import { useState } from 'react'
import type { Branch } from '../../shared/branches/branch.ts'
import { isOpen } from '../../shared/branches/is-open.ts'
import type { ShopLocation } from '../../shared/shopify/shop-status.ts'
import { AskFirst } from '../app/ask-first.tsx'
import { useShop } from '../app/shop-context.ts'
import { useObservable } from '../app/use-observable.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { Group } from '../settings/branches/group.tsx'
import { Button } from '../ui/button.tsx'
import { note } from '../ui/note.ts'
import { Select } from '../ui/select.tsx'
import { mapLocations } from './shop-commands.ts'

const noBranches: readonly Branch[] = []
type Props = { locations: readonly ShopLocation[]; onSaved(): Promise<void> }

/** Which location of the shop is which branch. Changing what was said before is asked about: figures part. */
export function LocationsForm({ locations, onSaved }: Props) {
  const { t } = useWords()
  const branches = useObservable(useShop().branches$, noBranches)
  const [chosen, setChosen] = useState(() => new Map(locations.map(({ id, branchId }) => [id, branchId])))
  const [isAsking, setIsAsking] = useState(false)
  const [refused, setRefused] = useState<unknown>(null)
  const changed = locations.filter(({ id, branchId }) => chosen.get(id) !== branchId)
  const taken = [...chosen.values()].filter((id) => id !== null)
  const twice = branches.find(({ id }) => taken.filter((one) => one === id).length > 1)
  const unmapped = locations.filter(({ id, isActive }) => isActive && chosen.get(id) === null).length

  async function save() {
    await mapLocations(changed.map(({ id }) => ({ locationId: id, branchId: chosen.get(id) ?? null })))
    note(t('settings.saved'))
    await onSaved()
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (changed.length === 0 || twice) return
    setRefused(null)
    if (changed.some(({ branchId }) => branchId !== null)) setIsAsking(true)
    else await save().catch(setRefused)
  }

  return (
    <form noValidate data-testid="shop-locations" onSubmit={(event) => void submit(event)}>
      <Group title={t('shopify.locationsTitle')} lead={t('shopify.locationsLead')}>
        <div className="flex flex-col gap-3">
          {locations.length === 0 ? <p className="text-muted">{t('shopify.locationsNone')}</p> : null}
          {locations.map(({ id, name, isActive }) => (
            <Select
              key={id}
              isShown
              label={isActive ? name : `${name} (${t('shopify.locationOff')})`}
              value={chosen.get(id) ?? ''}
              options={[
                { value: '', label: t('shopify.locationNone') },
                ...branches
                  .filter(isOpen)
                  .map((branch) => ({ value: branch.id, label: `${branch.code} ${branch.name}` })),
              ]}
              onChange={(value) => setChosen(new Map(chosen).set(id, value === '' ? null : value))}
            />
          ))}
          {twice ? (
            <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 text-bad">
              {t('shopify.branchTwice', { branch: twice.name })}
            </p>
          ) : null}
          {!twice && unmapped > 0 ? (
            <p className="text-sm text-warn">{t('shopify.unmapped', { count: unmapped })}</p>
          ) : null}
          {refused ? (
            <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 text-bad">
              {wordsFor(refused, t)}
            </p>
          ) : null}
          {locations.length > 0 ? (
            <Button
              type="submit"
              look={changed.length > 0 ? 'primary' : 'secondary'}
              disabled={changed.length === 0 || twice !== undefined}
            >
              {t('shopify.saveLocations')}
            </Button>
          ) : null}
        </div>
      </Group>
      {isAsking ? (
        <AskFirst
          title={t('shopify.locationsAsk')}
          text={t('shopify.locationsText')}
          button={t('shopify.saveLocations')}
          onConfirm={save}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
    </form>
  )
}
