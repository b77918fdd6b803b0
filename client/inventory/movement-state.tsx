import { CheckCheck, Clock, OctagonX, TriangleAlert } from 'lucide-react'
import type { KnownMovement } from '../database/shop.ts'
import { useWords } from '../i18n/use-words.ts'
import type { Tone } from '../ui/pill.tsx'
import { Pill } from '../ui/pill.tsx'

const looks = {
  waiting: { tone: 'accent', Icon: Clock },
  booked: { tone: 'good', Icon: CheckCheck },
  conflict: { tone: 'warn', Icon: TriangleAlert },
  rejected: { tone: 'bad', Icon: OctagonX },
} as const satisfies Record<string, { tone: Tone; Icon: typeof Clock }>

/** Whether the server has booked a movement, as word, sign and colour. */
export function MovementState({ movement }: { movement: KnownMovement }) {
  const { t } = useWords()
  const state = movement.status ?? (movement.seq > 0 ? 'booked' : 'waiting')
  const { tone, Icon } = looks[state]
  return (
    <Pill tone={tone} className="py-1!">
      <Icon aria-hidden className="size-3.5" />
      {t(`stock.${state}`)}
    </Pill>
  )
}
