import { Banners } from '../app/banners.tsx'
import { TopBar } from '../app/top-bar.tsx'
import { useRights } from '../command-palette/use-actions.ts'
import { DeskLinks } from '../orders/desk-links.tsx'
import { ShopPage } from './shop-page.tsx'
import { WaitingPage } from './waiting-page.tsx'

/** The connected Shopify shop: an admin sees and sets all of it, support sees what waits and has it sent again. */
export function ShopifyPage() {
  const rights = useRights()
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <TopBar>
        <DeskLinks />
      </TopBar>
      <Banners />
      {rights.has('admin') ? <ShopPage /> : <WaitingPage />}
    </div>
  )
}
