import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  RouterProvider,
} from '@tanstack/react-router'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { fetched, NotFetched } from '../app/not-fetched.ts'
import { PartFault } from '../app/part-fault.tsx'
import { OrdersPage } from './orders-page.tsx'
import '../i18n/desk-words.ts'
import { readSearch, writeSearch } from './search-in-url.ts'

// Who may stand where was decided before any of this was loaded (`placeFor`).
const root = createRootRoute({ notFoundComponent: () => null })

const orders = createRoute({ getParentRoute: () => root, path: '/orders', component: OrdersPage })

const archive = createRoute({
  getParentRoute: () => root,
  path: '/archive',
  component: lazyRouteComponent(
    fetched(() => import('../archive/archive-page.tsx')),
    'ArchivePage',
  ),
})

const products = createRoute({
  getParentRoute: () => root,
  path: '/products',
  component: lazyRouteComponent(
    fetched(() => import('../dashboard/products/products-page.tsx')),
    'ProductsPage',
  ),
})

const reorder = createRoute({
  getParentRoute: () => root,
  path: '/reorder',
  validateSearch: (search: Record<string, unknown>): { branchId?: string } =>
    typeof search['branchId'] === 'string' ? { branchId: search['branchId'] } : {},
  component: lazyRouteComponent(
    fetched(() => import('../reorder/reorder-page.tsx')),
    'ReorderPage',
  ),
})

const allOrders = createRoute({
  getParentRoute: () => root,
  path: '/orders/all',
  component: lazyRouteComponent(
    fetched(() => import('../dashboard/lists/orders-grid-page.tsx')),
    'OrdersGridPage',
  ),
})

const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  component: lazyRouteComponent(
    fetched(() => import('../dashboard/customers/customers-page.tsx')),
    'CustomersPage',
  ),
})

const movements = createRoute({
  getParentRoute: () => root,
  path: '/movements',
  component: lazyRouteComponent(
    fetched(() => import('../dashboard/lists/movements-page.tsx')),
    'MovementsPage',
  ),
})

const deadLetters = createRoute({
  getParentRoute: () => root,
  path: '/dead-letters',
  component: lazyRouteComponent(
    fetched(() => import('../dead-letters/dead-letters-page.tsx')),
    'DeadLettersPage',
  ),
})

const syncLog = createRoute({
  getParentRoute: () => root,
  path: '/devices/$id/sync-log',
  component: lazyRouteComponent(
    fetched(() => import('../sync-log/sync-log-page.tsx')),
    'SyncLogPage',
  ),
})

const conflicts = createRoute({
  getParentRoute: () => root,
  path: '/conflicts',
  validateSearch: (search: Record<string, unknown>): { case?: string; state?: 'waiting' } => ({
    ...(typeof search['case'] === 'string' ? { case: search['case'] } : {}),
    ...(search['state'] === 'waiting' ? { state: 'waiting' } : {}),
  }),
  component: lazyRouteComponent(
    fetched(() => import('../conflicts/conflicts-page.tsx')),
    'ConflictsPage',
  ),
})

const approvals = createRoute({
  getParentRoute: () => root,
  path: '/approvals',
  component: lazyRouteComponent(
    fetched(() => import('../approvals/approvals-page.tsx')),
    'ApprovalsPage',
  ),
})

const branches = createRoute({
  getParentRoute: () => root,
  path: '/settings/branches',
  component: lazyRouteComponent(
    fetched(() => import('../settings/branches/branches-page.tsx')),
    'BranchesPage',
  ),
})

const branch = createRoute({
  getParentRoute: () => root,
  path: '/settings/branches/$code',
  component: lazyRouteComponent(
    fetched(() => import('../settings/branches/branch-page.tsx')),
    'BranchPage',
  ),
})

const bulk = createRoute({
  getParentRoute: () => root,
  path: '/bulk',
  component: lazyRouteComponent(
    fetched(() => import('../bulk/bulk-page.tsx')),
    'BulkPage',
  ),
})

const business = createRoute({
  getParentRoute: () => root,
  path: '/settings/business',
  component: lazyRouteComponent(
    fetched(() => import('../settings/business/business-page.tsx')),
    'BusinessPage',
  ),
})

const people = createRoute({
  getParentRoute: () => root,
  path: '/settings/people',
  component: lazyRouteComponent(
    fetched(() => import('../settings/people/people-page.tsx')),
    'PeoplePage',
  ),
})

const lanes = createRoute({
  getParentRoute: () => root,
  path: '/settings/lanes',
  component: lazyRouteComponent(
    fetched(() => import('../settings/lanes/lanes-page.tsx')),
    'LanesPage',
  ),
})

const features = createRoute({
  getParentRoute: () => root,
  path: '/settings/features',
  component: lazyRouteComponent(
    fetched(() => import('../settings/features/features-page.tsx')),
    'FeaturesPage',
  ),
})

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  component: lazyRouteComponent(
    fetched(() => import('../audit/audit-page.tsx')),
    'AuditPage',
  ),
})

const shopify = createRoute({
  getParentRoute: () => root,
  path: '/shopify',
  component: lazyRouteComponent(
    fetched(() => import('../shopify/shopify-page.tsx')),
    'ShopifyPage',
  ),
})

const home = createRoute({
  getParentRoute: () => root,
  path: '/home',
  component: lazyRouteComponent(
    fetched(() => import('../home/home-page.tsx')),
    'HomePage',
  ),
})

const summaries = createRoute({
  getParentRoute: () => root,
  path: '/summaries',
  validateSearch: ({ week }: Record<string, unknown>): { week?: string } =>
    typeof week === 'string' ? { week } : {},
  component: lazyRouteComponent(
    fetched(() => import('../summary/summary-page.tsx')),
    'SummaryPage',
  ),
})

const status = createRoute({
  getParentRoute: () => root,
  path: '/status',
  component: lazyRouteComponent(
    fetched(() => import('../status/system-page.tsx')),
    'SystemPage',
  ),
})

const health = createRoute({
  getParentRoute: () => root,
  path: '/branches',
  component: lazyRouteComponent(
    fetched(() => import('../status/branches-page.tsx')),
    'BranchesHealthPage',
  ),
})

const history = createRoute({
  getParentRoute: () => root,
  path: '/products/$id/history',
  validateSearch: ({ branchId }: Record<string, unknown>): { branchId?: string } =>
    typeof branchId === 'string' ? { branchId } : {},
  component: lazyRouteComponent(
    fetched(() => import('../inventory/ledger/ledger-page.tsx')),
    'LedgerPage',
  ),
})

const settings = [business, branches, branch, people, lanes, features, audit, bulk]
const router = createRouter({
  defaultErrorComponent: PageFault,
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

/** In the place of a page that did not come, or broke. The router would reload by itself, sale or no sale. */
function PageFault({ error, reset }: ErrorComponentProps) {
  return <PartFault look="page" isFetched={!(error instanceof NotFetched)} onAgain={reset} />
}
