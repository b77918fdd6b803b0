import { useState } from 'react'
import { canonicalJson } from '../../../shared/basics/canonical.ts'
import type { Branch } from '../../../shared/branches/branch.ts'
import { differences, settingNames, withChange } from '../../../shared/branches/change-settings.ts'
import type { SettingName } from '../../../shared/branches/change-settings.ts'
import { ApiError } from '../../app/api.ts'
import type { Words } from '../../i18n/use-words.ts'
import type { Draft, Fault } from './draft.ts'
import { changeOf, draftOf, readSetting } from './draft.ts'
import { branchNow, settingsSaver } from './save-settings.ts'

type Saving = { kind: 'idle' | 'working' | 'saved' } | { kind: 'failed'; error: unknown }

export type BranchForm = {
  /** The branch as it is known now, whoever changed it. */
  branch: Branch
  draft: Draft
  edit<Name extends SettingName>(name: Name, value: Draft[Name]): void
  faults: Partial<Record<SettingName, Fault>>
  /** Settings that differ from the branch's, or cannot be read. */
  changed: readonly SettingName[]
  /** What somebody else changed since this person began to. */
  meanwhile: readonly SettingName[]
  saving: Saving
  /** True once it is saved; false where it was refused or cannot be sent as it is. */
  save(): Promise<boolean>
  undo(): void
}

/**
 * The form of one branch. Only what a person touched is theirs; all else follows the branch, so that somebody else's
 * change is seen at once and never undone by accident. To be mounted anew for another branch.
 */
export function useBranchForm(replicated: Branch, words: Words): BranchForm {
  const [answered, setAnswered] = useState<Branch | null>(null)
  const branch = answered && answered.seq > replicated.seq ? answered : replicated
  const [edits, setEdits] = useState<Partial<Draft>>({})
  const [began, setBegan] = useState<Branch | null>(null)
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' })
  const [send] = useState(settingsSaver)
  const { settings } = branch
  const draft = { ...draftOf(settings, words), ...edits }
  const { values, faults } = judge(draft, edits, settings)
  const faulty = settingNames.filter((name) => faults[name])
  const changed = settingNames.filter((name) => values.has(name) || faults[name])

  function undo() {
    setEdits({})
    setBegan(null)
    setSaving({ kind: 'idle' })
  }

  async function save(): Promise<boolean> {
    if (faulty.length > 0 || changed.length === 0 || saving.kind === 'working') return false
    setSaving({ kind: 'working' })
    try {
      const stands = await send(branch.id, { version: branch.seq, settings: changeOf(values) })
      setAnswered(stands)
      // What was typed while the answer was on its way is not saved yet.
      setEdits((now) => without(now, edits))
      setBegan(stands)
      setSaving({ kind: 'saved' })
      return true
    } catch (error) {
      const wasChanged = error instanceof ApiError && error.code === 'branch/changed'
      if (wasChanged) setAnswered(await branchNow(branch.id).catch(() => null))
      setSaving({ kind: 'failed', error })
      return false
    }
  }

  return {
    branch,
    draft,
    faults,
    changed,
    meanwhile:
      began && changed.length > 0 ? differences(began.settings, settings).map(({ name }) => name) : [],
    saving,
    edit(name, value) {
      setBegan((before) => (changed.length > 0 && before ? before : branch))
      setEdits((before) => ({ ...before, [name]: value }))
      // While a save is on its way its outcome is what stands there next.
      setSaving((before) => (before.kind === 'working' ? before : { kind: 'idle' }))
    },
    save,
    undo,
  }
}

/** Of what was touched: the values that are another than the branch has, and what cannot be read. */
function judge(draft: Draft, edits: Partial<Draft>, settings: Branch['settings']) {
  const values = new Map<SettingName, unknown>()
  const faults: Partial<Record<SettingName, Fault>> = {}
  for (const name of settingNames) {
    if (!Object.hasOwn(edits, name)) continue
    const read = readSetting(name, draft, settings.currency)
    if (read.kind === 'fault') faults[name] = read.fault
    else if (isOther(name, read.value, settings)) values.set(name, read.value)
  }
  return { values, faults }
}

function isOther(name: SettingName, value: unknown, settings: Branch['settings']): boolean {
  const after = withChange(settings, changeOf(new Map([[name, value]])))
  return canonicalJson(sorted(after)) !== canonicalJson(sorted(settings))
}

function without(now: Partial<Draft>, sent: Partial<Draft>): Partial<Draft> {
  const isNew = ([name, value]: [string, unknown]) => sent[name as SettingName] !== value
  return Object.fromEntries(Object.entries(now).filter(isNew))
}

/** Prefixes have no order that means anything. */
function sorted({ scaleCodes, ...more }: Branch['settings']) {
  const inOrder = (all: readonly string[]) => all.toSorted((a, b) => (a < b ? -1 : 1))
  return { ...more, scaleCodes: { price: inOrder(scaleCodes.price), weight: inOrder(scaleCodes.weight) } }
}
