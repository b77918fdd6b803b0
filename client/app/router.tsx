import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { TillPage } from '../pos/till-page.tsx'
import { account } from './app-parts.ts'
import { Frame } from './frame.tsx'

function home(): '/till' | '/orders' {
  const { user, lane } = account.state()
  return user?.role === 'SUPPORT' || (user?.role === 'ADMIN' && !lane) ? '/orders' : '/till'
}

const root = createRootRoute({
  component: Frame,
  notFoundComponent: () => null,
  // An address that means nothing leads home; a cashier has no use for an error page.
  beforeLoad({ location }) {
    const known = ['/till', '/stock', '/orders', '/dead-letters'].includes(location.pathname)
    const role = account.state().user?.role
    const isTill = location.pathname === '/till' || location.pathname === '/stock'
    const allowed = isTill ? role !== 'SUPPORT' : role !== 'STAFF'
    if (role && !(known && allowed)) throw redirect({ to: home() })
  },
})

const till = createRoute({ getParentRoute: () => root, path: '/till', component: TillPage })

const stock = createRoute({
  getParentRoute: () => root,
  path: '/stock',
  component: lazyRouteComponent(() => import('../inventory/stock-page.tsx'), 'StockPage'),
})

const orders = createRoute({
  getParentRoute: () => root,
  path: '/orders',
  component: lazyRouteComponent(() => import('../orders/orders-page.tsx'), 'OrdersPage'),
})

const deadLetters = createRoute({
  getParentRoute: () => root,
  path: '/dead-letters',
  component: lazyRouteComponent(() => import('../conflicts/dead-letters-page.tsx'), 'DeadLettersPage'),
})

const tree = root.addChildren([till, stock, orders, deadLetters])

export const router = createRouter({ routeTree: tree })

// Who signs in or out may belong on another page.
account.subscribe(() => void router.invalidate())

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
