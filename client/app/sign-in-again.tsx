import { useTranslation } from '../i18n/i18n.ts'
import { Dialog } from '../ui/dialog.tsx'
import { useShop } from './shop-context.ts'
import { SignInForm } from './sign-in-form.tsx'

/** A login over the open till: the sale stays where it is, and the queue goes on afterwards (C3). */
export function SignInAgain({ open, onClose }: { open: boolean; onClose(): void }) {
  const { t } = useTranslation()
  const shop = useShop()
  return (
    <Dialog open={open} onClose={onClose} title={t('signIn.again')} closeLabel={t('common.close')}>
      <SignInForm
        email={shop.session.user.email}
        onDone={() => {
          onClose()
          shop.sync.loggedIn()
        }}
      />
    </Dialog>
  )
}
