import { GraduationCap } from 'lucide-react'
import type { ReactNode } from 'react'
import { Fragment, useEffect } from 'react'
import { ShopContext, useShop } from '../app/shop-context.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { trainingHere, useTrainingHere } from './training-here.ts'

/** Shows the pages over the training's shop while there is one, under a mark that nobody can take for the real till. */
export function TrainingFrame({ children }: { children: ReactNode }) {
  const { t } = useWords()
  const real = useShop()
  const training = useTrainingHere()
  // Whoever signs out, or whose lane changes, has left it.
  useEffect(() => () => void trainingHere.leave(), [real])
  // A page that was made for one shop is never shown over the other: not even for a moment.
  if (training.kind !== 'on') return <Fragment key="real">{children}</Fragment>
  return (
    <ShopContext value={training.shop}>
      <div key="training" className="flex h-dvh flex-col" data-testid="training">
        <div
          role="status"
          className="flex min-h-12 items-center gap-3 bg-accent px-4 text-on-accent print:hidden"
        >
          <GraduationCap aria-hidden className="size-5 shrink-0" />
          <p className="min-w-0 flex-1 text-sm font-medium">
            <span className="font-bold tracking-widest">{t('training.mark')}</span>
            <span className="max-sm:hidden"> · {t('training.lead')}</span>
          </p>
          <Button className="my-1 bg-surface!" onClick={() => void trainingHere.leave()}>
            {t('training.leave')}
          </Button>
        </div>
        <div className="training-page relative min-h-0 flex-1">{children}</div>
        <p
          aria-hidden
          data-decoration
          className="pointer-events-none fixed inset-0 z-30 grid -rotate-12 place-items-center text-[14vw] font-black tracking-widest text-accent-text opacity-10 select-none print:hidden"
        >
          {t('training.mark')}
        </p>
      </div>
    </ShopContext>
  )
}
