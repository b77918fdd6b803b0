import { memo, useEffect } from 'react'
import { useShop } from '../../app/shop-context.ts'
import { useWords } from '../../i18n/use-words.ts'
import { note } from '../../ui/note.ts'

/** Says when another lane has taken over what this one had parked; it has no face of its own. */
export const ParkedNews = memo(function ParkedNews() {
  const { t } = useWords()
  const { parked } = useShop()
  useEffect(() => {
    const following = parked.taken$.subscribe(({ label, laneCode, wasOpen }) =>
      note(
        t('parked.taken', { lane: laneCode ?? t('parked.otherLane'), label }),
        wasOpen ? t('parked.takenOpenHint') : t('parked.takenHint'),
      ),
    )
    return () => following.unsubscribe()
  }, [parked, t])
  return null
})
