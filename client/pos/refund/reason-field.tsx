import { useState } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { reasons } from '../../people/reasons.ts'
import { Chips } from '../../ui/chips.tsx'
import { TextField } from '../../ui/text-field.tsx'

type Code = (typeof reasons.refund)[number] | (typeof reasons.standalone_refund)[number] | 'other'

/**
 * Why something comes back: one of the usual reasons, or in words. `lacks` is the sentence that asks for what is not said
 * yet; `sellable` unless the goods are at fault.
 */
export function useReason(kind: 'refund' | 'standalone_refund') {
  const { t } = useWords()
  const [code, setCode] = useState<Code | null>(null)
  const [typed, setTyped] = useState('')
  const reason = code === null ? '' : code === 'other' ? typed.trim() : t(`approval.reason_${code}`)
  const ask = code === 'other' ? ('refund.sayWhyInWords' as const) : ('refund.sayWhy' as const)
  const lacks = reason === '' ? ask : null
  const codes: readonly Code[] = [...reasons[kind], 'other']
  const field = (
    <>
      <Chips<Code>
        label={t('approval.reason')}
        value={code}
        options={codes.map((one) => ({ value: one, label: t(`approval.reason_${one}`) }))}
        onChange={setCode}
      />
      {code === 'other' ? (
        <TextField
          label={t('approval.otherReason')}
          maxLength={200}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      ) : null}
    </>
  )
  return { reason, lacks, sellable: code !== 'faulty', field }
}
