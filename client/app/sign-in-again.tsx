import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../i18n/i18n.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import type { Kept } from './account.ts'
import { memory } from './app-parts.ts'
import { ExportUnsent } from './export-unsent.tsx'
import { makeWay } from './make-way.ts'
import { useShop } from './shop-context.ts'
import { SignInForm } from './sign-in-form.tsx'
import { UnsentHere } from './unsent-here.ts'

/**
 * A login over the open till: the sale stays where it is, and the queue goes on afterwards (C3). Somebody whose data is
 * another comes in when the queue is sent or exported (C8).
 */
export function SignInAgain({ open, onClose }: { open: boolean; onClose(): void }) {
  const { t } = useTranslation()
  const shop = useShop()
  const [exporting, setExporting] = useState<'no' | 'offered' | 'yes'>('no')

  function close() {
    setExporting('no')
    onClose()
  }

  async function makeWayHere(next: Kept) {
    try {
      await makeWay(shop, next, memory)
    } catch (error) {
      if (error instanceof UnsentHere && error.owner.lane) setExporting('offered')
      throw error
    }
  }

  return (
    <Dialog open={open} onClose={close} title={t('signIn.again')} closeLabel={t('common.close')}>
      <SignInForm
        email={shop.session.user.email}
        makeWay={makeWayHere}
        onDone={() => {
          close()
          shop.sync.loggedIn()
        }}
      />
      {exporting === 'offered' ? (
        <Button className="mt-3 w-full" onClick={() => setExporting('yes')}>
          <Download aria-hidden className="size-5" />
          {t('status.export')}
        </Button>
      ) : null}
      {exporting === 'yes' ? <ExportUnsent onDone={() => setExporting('no')} /> : null}
    </Dialog>
  )
}
