import { Check, Copy, Link2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { Invitation } from '../../../shared/access/invitation.ts'
import { account } from '../../app/app-parts.ts'
import { wordsFor } from '../../app/words-for-error.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'

/** A link for somebody to set their own password and PIN: made on demand, shown once, to be handed over. */
export function InvitationLink({ userId, first = null }: { userId: string; first?: Invitation | null }) {
  const { t, moment } = useWords()
  const [made, setMade] = useState(first)
  const shown = useRef<HTMLOutputElement>(null)
  const [copied, setCopied] = useState(false)
  const [refused, setRefused] = useState<unknown>(null)
  const link = made && `${location.origin}/join#${made.token}`

  async function make() {
    setRefused(null)
    setCopied(false)
    try {
      setMade(await makeInvitation(userId))
    } catch (error) {
      setRefused(error)
    }
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(link ?? '')
      setCopied(true)
    } catch {
      // Where the browser does not let a page copy, the keyboard does.
      if (shown.current) getSelection()?.selectAllChildren(shown.current)
    }
  }

  return (
    <div className="flex flex-col gap-2">
      {link ? (
        <>
          <p className="font-medium">{t('staff.linkMade')}</p>
          <output
            ref={shown}
            className="rounded-xl bg-sunken px-4 py-3 text-sm break-all"
            data-testid="invitation"
          >
            {link}
          </output>
          <p className="text-sm text-muted">{t('staff.linkUntil', { time: moment(made.expiresAt) })}</p>
          <Button look="primary" onClick={() => void copy()}>
            {copied ? <Check aria-hidden className="size-5" /> : <Copy aria-hidden className="size-5" />}
            {t(copied ? 'staff.copied' : 'staff.copy')}
          </Button>
        </>
      ) : (
        <>
          <Button onClick={() => void make()}>
            <Link2 aria-hidden className="size-5" />
            {t('staff.link')}
          </Button>
          <p className="text-sm text-muted">{t('staff.linkHint')}</p>
        </>
      )}
      {refused ? (
        <p role="alert" className="text-sm text-bad">
          {wordsFor(refused, t)}
        </p>
      ) : null}
    </div>
  )
}

/** @throws ApiError, NoAnswer */
export async function makeInvitation(userId: string): Promise<Invitation> {
  return Invitation.parse(await account.callAs(`/users/${userId}/invitation`, { method: 'POST', body: {} }))
}
