import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  RouterProvider,
} from '@tanstack/react-router'
import { OrdersPage } from './orders-page.tsx'
import '../i18n/desk-words.ts'
import { readSearch, writeSearch } from './search-in-url.ts'

// Who may stand where was decided before any of this was loaded (`placeFor`).
const root = createRootRoute({ notFoundComponent: () => null })

const orders = createRoute({ getParentRoute: () => root, path: '/orders', component: OrdersPage })

const archive = createRoute({
  getParentRoute: () => root,
  path: '/archive',
  component: lazyRouteComponent(() => import('../archive/archive-page.tsx'), 'ArchivePage'),
})

const products = createRoute({
  getParentRoute: () => root,
  path: '/products',
  component: lazyRouteComponent(() => import('../dashboard/products/products-page.tsx'), 'ProductsPage'),
})

const reorder = createRoute({
  getParentRoute: () => root,
  path: '/reorder',
  validateSearch: (search: Record<string, unknown>): { branchId?: string } =>
    typeof search['branchId'] === 'string' ? { branchId: search['branchId'] } : {},
  component: lazyRouteComponent(() => import('../reorder/reorder-page.tsx'), 'ReorderPage'),
})

const allOrders = createRoute({
  getParentRoute: () => root,
  path: '/orders/all',
  component: lazyRouteComponent(() => import('../dashboard/lists/orders-grid-page.tsx'), 'OrdersGridPage'),
})

const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  component: lazyRouteComponent(() => import('../dashboard/customers/customers-page.tsx'), 'CustomersPage'),
})

const movements = createRoute({
  getParentRoute: () => root,
  path: '/movements',
  component: lazyRouteComponent(() => import('../dashboard/lists/movements-page.tsx'), 'MovementsPage'),
})

const deadLetters = createRoute({
  getParentRoute: () => root,
  path: '/dead-letters',
  component: lazyRouteComponent(() => import('../dead-letters/dead-letters-page.tsx'), 'DeadLettersPage'),
})

const syncLog = createRoute({
  getParentRoute: () => root,
  path: '/devices/$id/sync-log',
  component: lazyRouteComponent(() => import('../sync-log/sync-log-page.tsx'), 'SyncLogPage'),
})

const conflicts = createRoute({
  getParentRoute: () => root,
  path: '/conflicts',
  validateSearch: (search: Record<string, unknown>): { case?: string; state?: 'waiting' } => ({
    ...(typeof search['case'] === 'string' ? { case: search['case'] } : {}),
    ...(search['state'] === 'waiting' ? { state: 'waiting' } : {}),
  }),
  component: lazyRouteComponent(() => import('../conflicts/conflicts-page.tsx'), 'ConflictsPage'),
})

const approvals = createRoute({
  getParentRoute: () => root,
  path: '/approvals',
  component: lazyRouteComponent(() => import('../approvals/approvals-page.tsx'), 'ApprovalsPage'),
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

const business = createRoute({
  getParentRoute: () => root,
  path: '/settings/business',
  component: lazyRouteComponent(() => import('../settings/business/business-page.tsx'), 'BusinessPage'),
})

const people = createRoute({
  getParentRoute: () => root,
  path: '/settings/people',
  component: lazyRouteComponent(() => import('../settings/people/people-page.tsx'), 'PeoplePage'),
})

const lanes = createRoute({
  getParentRoute: () => root,
  path: '/settings/lanes',
  component: lazyRouteComponent(() => import('../settings/lanes/lanes-page.tsx'), 'LanesPage'),
})

const features = createRoute({
  getParentRoute: () => root,
  path: '/settings/features',
  component: lazyRouteComponent(() => import('../settings/features/features-page.tsx'), 'FeaturesPage'),
})

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  component: lazyRouteComponent(() => import('../audit/audit-page.tsx'), 'AuditPage'),
})

const shopify = createRoute({
  getParentRoute: () => root,
  path: '/shopify',
  component: lazyRouteComponent(() => import('../shopify/shopify-page.tsx'), 'ShopifyPage'),
})

const home = createRoute({
  getParentRoute: () => root,
  path: '/home',
  component: lazyRouteComponent(() => import('../home/home-page.tsx'), 'HomePage'),
})

const summaries = createRoute({
  getParentRoute: () => root,
  path: '/summaries',
  validateSearch: ({ week }: Record<string, unknown>): { week?: string } =>
    typeof week === 'string' ? { week } : {},
  component: lazyRouteComponent(() => import('../summary/summary-page.tsx'), 'SummaryPage'),
})

const status = createRoute({
  getParentRoute: () => root,
  path: '/status',
  component: lazyRouteComponent(() => import('../status/system-page.tsx'), 'SystemPage'),
})

const health = createRoute({
  getParentRoute: () => root,
  path: '/branches',
  component: lazyRouteComponent(() => import('../status/branches-page.tsx'), 'BranchesHealthPage'),
})

const history = createRoute({
  getParentRoute: () => root,
  path: '/products/$id/history',
  validateSearch: ({ branchId }: Record<string, unknown>): { branchId?: string } =>
    typeof branchId === 'string' ? { branchId } : {},
  component: lazyRouteComponent(() => import('../inventory/ledger/ledger-page.tsx'), 'LedgerPage'),
})

const settings = [business, branches, branch, people, lanes, features, audit, bulk]
const router = createRouter({
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  routeTree: root.addChildren([
    home,
    summaries,
    orders,
    allOrders,
    archive,
    conflicts,
    approvals,
    products,
    reorder,
    customers,
    movements,
    deadLetters,
    syncLog,
    shopify,
    status,
    health,
    history,
    ...settings,
  ]),
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

/** The pages of the desk, with a router of their own: a till does without. */
export function Desk() {
  return <RouterProvider router={router} />
}
