import type { BulkOperation } from '../../shared/bulk/bulk-operation.ts'
import type { Selection } from '../../shared/bulk/selection.ts'
import { Dialog } from '../ui/dialog.tsx'
import type { Kind } from './operation-draft.ts'
import { OperationForm } from './operation-form.tsx'
import { PreviewView } from './preview-view.tsx'
import { ProgressView } from './progress-view.tsx'
import { useBulkFlow } from './use-bulk-flow.ts'
import { useTelling } from './use-telling.ts'

type Props = {
  /** What it is about; null where an operation is only looked at. */
  selection: Selection | null
  opened?: BulkOperation
  /** What of it shall be changed, where that was asked for already. */
  kind?: Kind
  onClose(): void
}

/** Changes everything that is selected: what to change, how that would look, then the work. For admins. */
export function BulkDialog({ selection, opened, kind, onClose }: Props) {
  const telling = useTelling()
  const flow = useBulkFlow(selection, opened ?? null, kind)
  const { t } = telling.words
  const { draft, looked, running, busy, fault } = flow
  return (
    <Dialog open onClose={onClose} place="side" title={t('bulk.title')} closeLabel={t('common.close')}>
      {running ? (
        <ProgressView
          operation={running}
          telling={telling}
          fault={fault}
          busy={busy}
          onTell={flow.tell}
          onFile={flow.saveFailures}
        />
      ) : looked ? (
        <PreviewView
          {...looked}
          telling={telling}
          fault={fault}
          busy={busy}
          onBack={flow.back}
          onStart={flow.start}
        />
      ) : (
        <OperationForm
          draft={draft}
          telling={telling}
          fault={fault}
          busy={busy}
          onEdit={flow.edit}
          onLook={flow.look}
        />
      )}
    </Dialog>
  )
}
