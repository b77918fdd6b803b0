import { CircleCheck, CircleDot, OctagonAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSyncState } from '../../app/shop-context.ts'
import { wordsFor } from '../../app/words-for-error.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import type { BranchForm } from './use-branch-form.ts'

/** Whether all is saved, and if not what stands in the way; always in sight. */
export function SaveBar({ form }: { form: BranchForm }) {
  const { t } = useWords()
  const { changed, meanwhile, saving } = form
  const isWorking = saving.kind === 'working'
  const overlaps = changed.some((name) => meanwhile.includes(name))
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line bg-surface px-3 py-2 sm:px-5">
      <div role="status" className="min-w-0 flex-1 basis-56 text-[15px] font-medium" data-testid="save-state">
        <State form={form} />
      </div>
      <div className="flex gap-2 max-sm:w-full">
        {changed.length > 0 ? (
          <Button className="max-sm:flex-1" disabled={isWorking} onClick={form.undo}>
            {t('settings.undo')}
          </Button>
        ) : null}
        <Button
          type="submit"
          look="primary"
          className="min-w-32 max-sm:flex-1"
          disabled={changed.length === 0 || isWorking}
        >
          {isWorking ? t('settings.saving') : overlaps ? t('settings.saveOver') : t('common.save')}
          <KeyHint>Ctrl S</KeyHint>
        </Button>
      </div>
    </div>
  )
}

function State({ form: { changed, faults, saving } }: { form: BranchForm }) {
  const { t } = useWords()
  const { connection } = useSyncState()
  const wrong = Object.keys(faults).length
  if (saving.kind === 'failed') {
    return (
      <Line tone="text-bad" icon={<OctagonAlert aria-hidden className="size-5 shrink-0" />}>
        {wordsFor(saving.error, t)}
      </Line>
    )
  }
  if (wrong > 0) {
    return (
      <Line tone="text-bad" icon={<OctagonAlert aria-hidden className="size-5 shrink-0" />}>
        {t('settings.toCorrect', { count: wrong })}
      </Line>
    )
  }
  if (connection === 'offline') {
    return (
      <Line tone="text-warn" icon={<OctagonAlert aria-hidden className="size-5 shrink-0" />}>
        {t('settings.offline')}
      </Line>
    )
  }
  if (changed.length > 0) {
    return (
      <Line tone="text-accent-text" icon={<CircleDot aria-hidden className="size-5 shrink-0" />}>
        {t('settings.unsaved', { count: changed.length })}
      </Line>
    )
  }
  return (
    <Line tone="text-muted" icon={<CircleCheck aria-hidden className="size-5 shrink-0" />}>
      {t('settings.allSaved')}
    </Line>
  )
}

function Line({ tone, icon, children }: { tone: string; icon: ReactNode; children: string }) {
  return (
    <p className={`flex items-center gap-2 ${tone}`}>
      {icon}
      <span className="min-w-0">{children}</span>
    </p>
  )
}
