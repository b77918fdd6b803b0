import { GraduationCap } from 'lucide-react'
import { useWords } from '../i18n/use-words.ts'
import { useFeature } from '../app/use-feature.ts'
import { useShop } from '../app/shop-context.ts'
import { Button } from '../ui/button.tsx'
import { trainingHere, useTrainingHere } from './training-here.ts'

/** The way into a training and out of it, in the menu of a lane. */
export function TrainingButton({ onDone }: { onDone(): void }) {
  const { t } = useWords()
  const shop = useShop()
  const training = useTrainingHere()
  const on = training.kind === 'on'
  const isOffered = useFeature('training')

  async function press() {
    if (on) await trainingHere.leave()
    else await trainingHere.enter(shop)
    if (trainingHere.state().kind !== 'failed') onDone()
  }

  // Whoever is in a training finds the way out of it, whatever was switched meanwhile.
  if (!on && !isOffered) return null
  return (
    <>
      {training.kind === 'failed' ? (
        <p role="alert" className="mb-2 text-sm text-bad">
          {t('training.notYet')}
        </p>
      ) : null}
      <Button className="mb-2 w-full" disabled={training.kind === 'opening'} onClick={() => void press()}>
        <GraduationCap aria-hidden className="size-5" />
        {training.kind === 'opening' ? t('training.opening') : on ? t('training.leave') : t('training.enter')}
      </Button>
    </>
  )
}
