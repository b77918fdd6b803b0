import { CheckCheck, CircleSlash, Clock, OctagonX, TriangleAlert } from 'lucide-react'
import type { OrderStatus } from '../../shared/orders/order.ts'
import { useWords } from '../i18n/use-words.ts'
import type { Tone } from '../ui/pill.tsx'
import { Pill } from '../ui/pill.tsx'

const looks = {
  pending: { tone: 'accent', Icon: Clock },
  accepted: { tone: 'good', Icon: CheckCheck },
  conflict: { tone: 'warn', Icon: TriangleAlert },
  rejected: { tone: 'bad', Icon: OctagonX },
  cancelled: { tone: 'plain', Icon: CircleSlash },
} as const satisfies Record<OrderStatus, { tone: Tone; Icon: typeof Clock }>

/** An order's state, as word, sign and colour. */
export function StatusPill({ status }: { status: OrderStatus }) {
  const { t } = useWords()
  const { tone, Icon } = looks[status]
  return (
    <Pill tone={tone} className="py-1!">
      <Icon aria-hidden className="size-3.5" />
      {t(`orders.${status}`)}
    </Pill>
  )
}
