import { Flashlight, FlashlightOff } from 'lucide-react'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { selectedLine } from '../cart.ts'
import { nameOf } from '../name-of.ts'
import { NoticeChip } from '../notice-chip.tsx'
import { useTillState } from '../use-till.ts'
import { useCamera } from './use-camera.ts'

/** The camera as a scanner: every code that comes into sight goes into the sale, until the sheet is closed. */
export function CameraSheet({ onScan, onClose }: { onScan(code: string): void; onClose(): void }) {
  const { t } = useWords()
  const { cart, notice } = useTillState()
  const { video, state, light } = useCamera(onScan)
  const line = selectedLine(cart)
  return (
    <Dialog open onClose={onClose} place="side" title={t('camera.title')} closeLabel={t('common.close')}>
      <div className="relative aspect-[4/3] w-full shrink-0 overflow-hidden rounded-2xl bg-black">
        <video ref={video} muted playsInline className="size-full object-cover" data-testid="camera" />
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
          <NoticeChip notice={notice} />
        ) : line ? (
          <p data-testid="camera-last">
            <span className="figures font-semibold">{line.quantity} ×</span> {nameOf(line)}
          </p>
        ) : (
          <p className="text-muted">{t('camera.hint')}</p>
        )}
      </div>
      <div className="mt-3 flex gap-2">
        {state.kind === 'seeing' && state.torch !== null ? (
          <Button aria-pressed={state.torch} onClick={() => void light(!state.torch)}>
            {state.torch ? (
              <FlashlightOff aria-hidden className="size-5" />
            ) : (
              <Flashlight aria-hidden className="size-5" />
            )}
            {t('camera.light')}
          </Button>
        ) : null}
        <Button look="primary" className="flex-1" onClick={onClose}>
          {t('camera.done')}
        </Button>
      </div>
    </Dialog>
  )
}
