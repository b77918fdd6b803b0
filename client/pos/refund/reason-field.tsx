import { useState } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { reasons } from '../../people/reasons.ts'
import { Chips } from '../../ui/chips.tsx'
import { TextField } from '../../ui/text-field.tsx'

type Code = (typeof reasons.refund)[number] | (typeof reasons.standalone_refund)[number] | 'other'

/**
 * Why something comes back: one of the usual reasons, or in words. Empty until one is chosen; `sellable` unless the goods
 * are at fault.
 */
export function useReason(kind: 'refund' | 'standalone_refund') {
  const { t } = useWords()
  const [code, setCode] = useState<Code | null>(null)
  const [typed, setTyped] = useState('')
  const reason = code === null ? '' : code === 'other' ? typed.trim() : t(`approval.reason_${code}`)
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
  return { reason, sellable: code !== 'faulty', field }
}
