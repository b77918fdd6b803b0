import { useTranslation } from '../i18n/i18n.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { newVersion } from './new-version.ts'

type Props = {
  look: 'page' | 'sheet'
  /**
   * Whether its script was here, and it broke while it was drawn. One that did not come comes only to a new page: the
   * browser remembers that it failed.
   */
  isFetched: boolean
  onAgain(): void
  /** Of a sheet: a page has nothing below it. */
  onClose?: () => void
}

/** Says that a part of the app is missing and what to do. Reloads only where somebody asks for it: a sale may be open. */
export function PartFault({ look, isFetched, onAgain, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <div
      role="alert"
      data-testid="part-fault"
      className={classNames(
        'flex flex-col gap-4',
        look === 'page'
          ? 'mx-auto h-full max-w-lg justify-center p-6'
          : // At the top: Pay and the total stay in sight.
            'above fixed inset-x-3 top-20 z-50 mx-auto max-w-lg rounded-2xl bg-raised p-5 text-ink shadow-float',
      )}
    >
      <p className="text-lg font-medium text-balance">
        {t(isFetched ? 'app.partBroke' : 'app.partNotFetched')}
      </p>
      <p className="text-muted">{t(isFetched ? 'app.partTry' : 'app.partReload')}</p>
      <div className="flex flex-wrap gap-2">
        {isFetched ? (
          <Button look="primary" onClick={onAgain}>
            {t('common.tryAgain')}
          </Button>
        ) : null}
        <Button
          {...(isFetched ? {} : { look: 'primary' })}
          onClick={() => void newVersion.takeNow(() => location.reload())}
        >
          {t('app.reload')}
        </Button>
        {onClose ? (
          <Button look="quiet" onClick={onClose}>
            {t('common.close')}
          </Button>
        ) : null}
      </div>
    </div>
  )
}
