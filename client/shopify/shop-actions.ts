import { CirclePause, CirclePlay, GitCompareArrows, PackagePlus, RefreshCw, Unplug } from 'lucide-react'
import type { ConnectedShop } from '../../shared/shopify/shop-status.ts'
import type { Action } from '../command-palette/action.ts'
import { startImport, tellShop } from './shop-commands.ts'

/**
 * What an admin can do about a shop as a whole.
 *
 * @param after called once it is done, with what was done
 */
export function shopActions(
  shop: ConnectedShop,
  after: (what: 'import' | 'pause' | 'resume' | 'compare' | 'disconnect') => void | Promise<void>,
): Action[] {
  const { state, imports, linked, name } = shop
  const isImporting = imports.some((one) => one.state === 'running')
  const isOn = state === 'on'
  const importing = (kind: 'full' | 'changed') => async () => {
    await startImport(kind)
    await after('import')
  }
  const telling = (what: 'pause' | 'resume' | 'compare' | 'disconnect') => async () => {
    await tellShop(what)
    await after(what)
  }
  return [
    {
      id: 'shop import changed',
      says: 'shopify.importChanged',
      icon: RefreshCw,
      for: 'admin',
      off: !isOn || isImporting || linked.variants === 0,
      run: importing('changed'),
    },
    {
      id: 'shop import full',
      says: 'shopify.importFull',
      icon: PackagePlus,
      for: 'admin',
      off: !isOn || isImporting,
      run: importing('full'),
    },
    {
      id: 'shop compare',
      says: 'shopify.compare',
      icon: GitCompareArrows,
      for: 'admin',
      off: !isOn || shop.isToCompare,
      run: telling('compare'),
    },
    state === 'paused'
      ? { id: 'shop resume', says: 'shopify.resume', icon: CirclePlay, for: 'admin', run: telling('resume') }
      : {
          id: 'shop pause',
          says: 'shopify.pause',
          icon: CirclePause,
          for: 'admin',
          off: !isOn,
          asks: { says: 'shopify.pauseAsk', adds: 'shopify.pauseText', button: 'shopify.pause' },
          run: telling('pause'),
        },
    {
      id: 'shop disconnect',
      says: 'shopify.disconnect',
      values: { name },
      icon: Unplug,
      for: 'admin',
      asks: { says: 'shopify.disconnectAsk', adds: 'shopify.disconnectText', button: 'shopify.disconnect' },
      run: telling('disconnect'),
    },
  ]
}
