import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  RouterProvider,
} from '@tanstack/react-router'
import { OrdersPage } from './orders-page.tsx'

// Who may stand where was decided before any of this was loaded (`placeFor`).
const root = createRootRoute({ notFoundComponent: () => null })

const orders = createRoute({ getParentRoute: () => root, path: '/orders', component: OrdersPage })

const deadLetters = createRoute({
  getParentRoute: () => root,
  path: '/dead-letters',
  component: lazyRouteComponent(() => import('../conflicts/dead-letters-page.tsx'), 'DeadLettersPage'),
})

const branches = createRoute({
  getParentRoute: () => root,
  path: '/settings/branches',
  component: lazyRouteComponent(() => import('../settings/branches/branches-page.tsx'), 'BranchesPage'),
})

const branch = createRoute({
  getParentRoute: () => root,
  path: '/settings/branches/$code',
  component: lazyRouteComponent(() => import('../settings/branches/branch-page.tsx'), 'BranchPage'),
})

const bulk = createRoute({
  getParentRoute: () => root,
  path: '/bulk',
  component: lazyRouteComponent(() => import('../bulk/bulk-page.tsx'), 'BulkPage'),
})

const router = createRouter({ routeTree: root.addChildren([orders, deadLetters, branches, branch, bulk]) })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

/** The pages of the desk, with a router of their own: a till does without. */
export function Desk() {
  return <RouterProvider router={router} />
}
