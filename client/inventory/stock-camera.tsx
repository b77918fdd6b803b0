import { useCallback } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { useCamera } from '../pos/camera/use-camera.ts'
import { nameOf } from '../pos/name-of.ts'
import { Dialog } from '../ui/dialog.tsx'
import { StockNotice } from './stock-notice.tsx'
import { useOpenStockWork, useWorkState } from './use-stock-work.ts'
import { selectedLine } from './work-list.ts'

/** The camera as a scanner: every code that comes into sight goes on the list, until the sheet is closed. */
export function StockCamera({ onClose }: { onClose(): void }) {
  const { t } = useWords()
  const { work } = useOpenStockWork()
  const { mode, lists, notice } = useWorkState()
  const scan = useCallback((code: string) => work.scan(code), [work])
  const { video, state } = useCamera(scan)
  const line = selectedLine(lists[mode])
  return (
    <Dialog open onClose={onClose} place="side" title={t('camera.title')} closeLabel={t('common.close')}>
      <div className="relative aspect-[4/3] w-full shrink-0 overflow-hidden rounded-2xl bg-black">
        <video ref={video} muted playsInline className="size-full object-cover" />
        <div aria-hidden className="absolute inset-x-6 top-1/2 h-0.5 bg-bad-fill/80" />
        {state.kind === 'seeing' ? null : (
          <p
            role={state.kind === 'opening' ? 'status' : 'alert'}
            className="absolute inset-0 grid place-items-center p-6 text-center text-white"
          >
            {t(`camera.${state.kind}`)}
          </p>
        )}
      </div>
      <div className="mt-3 flex min-h-12 flex-col justify-center" aria-live="polite">
        {notice ? (
          <StockNotice notice={notice} />
        ) : line ? (
          <p>
            <span className="figures font-semibold">{line.quantity} ×</span> {nameOf(line)}
          </p>
        ) : (
          <p className="text-muted">{t('camera.hint')}</p>
        )}
      </div>
    </Dialog>
  )
}
