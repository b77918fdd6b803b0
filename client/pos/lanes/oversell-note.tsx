import { TriangleAlert } from 'lucide-react'
import { useObservable } from '../../app/use-observable.ts'
import type { Branch } from '../../../shared/branches/branch.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useRoleHere } from '../../people/use-role-here.ts'
import { useOpenTill } from '../use-till.ts'
import { useRisk } from './risk-provider.tsx'

const noBranches: readonly Branch[] = []

/**
 * Where few are left and nobody can be sure of them: how many are shown, how old that is, and which lanes may have
 * sold them meanwhile. Never a dialog.
 */
export function OversellNote({ productId }: { productId: string }) {
  const { t, lasted } = useWords()
  const { shop, branch } = useOpenTill()
  const { age, unseen } = useRisk()
  const known = shop.stock.onHand(productId)
  if (!known || known.onHand > branch.settings.lowStockThreshold) return null
  if (age === null && unseen.length === 0) return null
  const words = [
    t('till.shown', { count: Math.max(0, known.onHand) }),
    ...(age === null ? [] : [t('till.ago', { duration: lasted(age) })]),
    ...(unseen.length === 0
      ? []
      : [t('till.unseen', { count: unseen.length, lanes: unseen.slice(0, 3).join(', ') })]),
  ]
  return (
    <p className="figures mb-1 flex items-start gap-1.5 text-sm text-warn" data-testid="oversell">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {words.join(' · ')}
    </p>
  )
}

/** What the other branches have of a product, for those who may know. */
export function Elsewhere({ productId }: { productId: string }) {
  const { t, number } = useWords()
  const { shop, branch } = useOpenTill()
  const seller = useRoleHere()
  const branches = useObservable(shop.branches$, noBranches)
  if (shop.session.user.role === 'STAFF' || seller === 'STAFF') return null
  const counts = branches.flatMap(({ id, name }) => {
    const known = id === branch.id ? null : shop.stock.onHand(productId, id)
    return known ? [`${name} ${number(Math.max(0, known.onHand))}`] : []
  })
  if (counts.length === 0) return null
  return (
    <p className="figures mb-1 text-sm text-muted" data-testid="elsewhere">
      {t('till.elsewhere', { counts: counts.join(' · ') })}
    </p>
  )
}
