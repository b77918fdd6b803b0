import type { FormEvent } from 'react'
import { useState } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { Filter } from '../table/field.ts'
import type { FilterField } from './filter-field.ts'
import { Select } from '../../ui/select.tsx'

type Props = { fields: readonly FilterField[]; onAdd(filter: Filter): void; onClose(): void }

/** One more condition: a field, how it compares, and with what. */
export function FilterDialog({ fields, onAdd, onClose }: Props) {
  const { t } = useWords()
  const [name, setName] = useState(fields[0]?.name ?? '')
  const field = fields.find((one) => one.name === name)
  const [op, setOp] = useState<Filter['op'] | null>(null)
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState(false)
  if (!field) return null
  const compared = op !== null && field.ops.includes(op) ? op : field.ops[0]!
  const options = field.value.kind === 'one' ? field.value.options() : []
  const chosen = options.some(({ value }) => value === typed) ? typed : (options[0]?.value ?? '')

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!field) return
    if (field.value.kind === 'one') return onAdd({ field: field.name, op: compared, value: chosen })
    const number = field.value.read(typed)
    if (number === null) return setFault(true)
    onAdd({ field: field.name, op: compared, value: String(number) })
  }

  return (
    <Dialog open onClose={onClose} title={t('grid.addFilter')} closeLabel={t('common.close')}>
      <form onSubmit={submit} className="flex flex-col gap-4 pt-2" data-testid="filter-dialog">
        <Select
          label={t('grid.field')}
          isShown
          value={name}
          options={fields.map((one) => ({ value: one.name, label: one.title }))}
          onChange={(next) => {
            setName(next)
            setTyped('')
            setFault(false)
          }}
        />
        <Select
          label={t('grid.comparison')}
          isShown
          value={compared}
          options={field.ops.map((value) => ({ value, label: t(`grid.op_${value}`) }))}
          onChange={(next) => setOp(next as Filter['op'])}
        />
        {field.value.kind === 'one' ? (
          <Select label={t('grid.value')} isShown value={chosen} options={options} onChange={setTyped} />
        ) : (
          <TextField
            label={t('grid.value')}
            inputMode="decimal"
            value={typed}
            fault={fault ? t('grid.noNumber') : null}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <Button type="submit" look="primary">
          {t('grid.addFilter')}
        </Button>
      </form>
    </Dialog>
  )
}
