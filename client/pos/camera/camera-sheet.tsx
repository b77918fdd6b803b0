import { Flashlight, FlashlightOff } from 'lucide-react'
import type { ReactNode } from 'react'
import '../../i18n/sheet-words.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { nameOf } from '../name-of.ts'
import { useCamera } from './use-camera.ts'

type Props = {
  /** The line that was touched last. */
  last: (Parameters<typeof nameOf>[0] & { quantity: number }) | null
  /** Said instead of it, where something is to be said. */
  notice: ReactNode
  onScan(code: string): void
  onClose(): void
}

/** The camera as a scanner: every code that comes into sight counts, until the sheet is closed. */
export function CameraSheet({ last, notice, onScan, onClose }: Props) {
  const { t, number } = useWords()
  const { video, state, light } = useCamera(onScan)
  return (
    <Dialog open onClose={onClose} place="side" title={t('till.camera')} closeLabel={t('common.close')}>
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
        {notice}
        {notice || !last ? null : (
          <p data-testid="camera-last">
            <span className="figures font-semibold">{number(last.quantity)} ×</span> {nameOf(last)}
          </p>
        )}
        {notice || last ? null : <p className="text-muted">{t('camera.hint')}</p>}
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
