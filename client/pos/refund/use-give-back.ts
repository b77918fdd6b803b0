import { useMemo } from 'react'
import { settingsOf } from '../../../shared/branches/branch.ts'
import { device } from '../../app/app-parts.ts'
import { useLanePeople } from '../../people/people-context.ts'
import { payRulesOf } from '../pay-rules.ts'
import { useOpenTill } from '../use-till.ts'
import type { GiveBackParts } from './give-back.ts'

/** What giving money back needs, at the lane that is open. */
export function useGiveBack(): GiveBackParts {
  const { till, shop, branch } = useOpenTill()
  const { people, askApproval } = useLanePeople()
  return useMemo(() => {
    const { lane } = shop.session
    if (!lane) throw new Error('nothing is given back without a lane')
    return {
      seller: () => ({
        branchId: lane.branchId,
        deviceId: lane.deviceId,
        cashierId: people.seller().id,
        currency: branch.settings.currency,
      }),
      rounding: () => payRulesOf(settingsOf(branch.settings)).rounding,
      limits: () => settingsOf(branch.settings).limits,
      lacksShift: till.lacksShift,
      askApproval,
      place: shop.orders.place,
      now: () => new Date(device.now()).toISOString(),
      newId: device.newId,
    }
  }, [till, shop, branch, people, askApproval])
}
