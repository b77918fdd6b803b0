import { useMemo, useSyncExternalStore } from 'react'
import { People } from '../../shared/access/people.ts'
import type { Role } from '../../shared/access/roles.ts'
import type { Branch } from '../../shared/branches/branch.ts'
import { BranchesHealth } from '../../shared/status/branch-health.ts'
import { appActions } from '../app/app-actions.ts'
import { account } from '../app/app-parts.ts'
import { goingTo, pages } from '../app/pages.ts'
import { leadsTo } from '../app/place.ts'
import { useShop } from '../app/shop-context.ts'
import { useAnswer } from '../app/use-answer.ts'
import { useObservable } from '../app/use-observable.ts'
import { savedViews } from '../dashboard/view/saved-views.ts'
import { pagesWithViews, removingView, showingView } from '../dashboard/view/view-actions.ts'
import type { Shop } from '../database/shop.ts'
import { useTranslation } from '../i18n/i18n.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { useRoleHere } from '../people/use-role-here.ts'
import { offeredTo, type Action, type Right } from './action.ts'
import * as entries from './entries.ts'
import type { Entry, Found, Section } from './entry.ts'
import { fit } from './fit.ts'
import { offeredHere } from './offered.ts'
import { fitting, ranked, typedWords, unranked } from './rank.ts'
import { recentOf } from './recent.ts'
import { recordsOf } from './records.ts'
import { useRights } from './use-actions.ts'

const noBranches: readonly Branch[] = []
/** Records of a kind that are looked at for each word: enough to choose the best few from. */
const looked = 8

/** What the palette shows for what was typed, to whoever is here. All of it is looked up on this page, at once. */
export function useSections(text: string): Section[] {
  const shop = useShop()
  const { language } = useTranslation()
  const words = useWords()
  const rights = useRights()
  const seller = useRoleHere()
  const branches = useObservable(shop.branches$, noBranches)
  // The server alone knows lanes and people; they are asked for once somebody types.
  const asks = text.trim() !== ''
  const { value: health } = useAnswer(asks && rights.has('desk') ? '/branches/health' : null, (it) =>
    BranchesHealth.parse(it),
  )
  const { value: people } = useAnswer(asks && rights.has('admin') ? '/users' : null, (it) => People.parse(it))
  useRecordsAsTheyCome(shop, rights)
  useObservable(shop.catalogue.version$, 0)
  // What is offered does not change under the palette: the page behind it stands still.
  const standing = useMemo(
    () => standingEntries(shop, rights, seller, words),
    // The words are those of the language; they are made anew with every drawing.
    // oxlint-disable-next-line react/exhaustive-deps
    [shop, rights, seller, language],
  )
  const typed = typedWords(text)
  if (typed.length === 0) return unranked(standing)
  const listed: Entry[] = [
    ...standing,
    ...(rights.has('desk') ? branches.map((one) => entries.ofBranch(one, rights.has('admin'))) : []),
    ...(health?.branches ?? []).flatMap((branch) =>
      branch.lanes.flatMap((lane) => [
        entries.ofLane(lane, branch),
        ...offeredTo(rights, [entries.revoking(lane, branch)]).map((it) =>
          entries.ofAction(it, 'lanes', words.t),
        ),
      ]),
    ),
    ...(people?.people ?? []).map(entries.ofPerson),
  ]
  const found: Found[] = [
    ...fitting(typed, listed),
    ...(rights.has('desk')
      ? recordsFor(text, typed, shop, words, branches[0]?.settings.currency ?? 'USD')
      : []),
    ...(rights.has('desk') ? entries.further(text.trim(), words).map((it) => ({ ...it, score: 0 })) : []),
  ]
  return ranked(found)
}

/** What does not depend on what is typed: actions, pages, what is recent, views. */
function standingEntries(shop: Shop, rights: ReadonlySet<Right>, seller: Role, words: Words): Entry[] {
  const { t } = words
  const { user } = shop.session
  const all = (actions: readonly Action[], section: Entry['section']) =>
    offeredTo(rights, actions).map((action) => entries.ofAction(action, section, t))
  const offered = offeredHere()
  const here = offered.filter(({ off }) => off !== true)
  const kept = account.state()
  return [
    ...all(
      here.filter(({ selected }) => selected !== undefined),
      'selected',
    ),
    ...all(
      here.filter(({ selected }) => selected === undefined),
      'here',
    ),
    ...recentOf(localStorage, user.id)
      .all()
      .flatMap((one) => {
        const [path = ''] = one.address.split('?')
        return leadsTo(path, kept, seller) ? [entries.ofRecent(one, path)] : []
      }),
    ...all(pages.map(goingTo), 'pages'),
    ...pagesWithViews.flatMap((page) => {
      const views = savedViews(localStorage, user.id, page.name)
      return views.all().flatMap((view) => {
        const [shown, removed] = all(
          [showingView(page, view), removingView(views, page.name, view.name)],
          'views',
        )
        const address = page.place + (view.address === '' ? '' : `?${view.address}`)
        return [
          ...(shown ? [{ ...shown, detail: t(page.says), address }] : []),
          ...(removed ? [{ ...removed, detail: t(page.says) }] : []),
        ]
      })
    }),
    // What the page offers itself knows more of how it stands.
    ...all(
      appActions(shop, t).filter(({ id }) => !offered.some((one) => one.id === id)),
      'app',
    ),
  ]
}

/** Records by words, with slips: each index gives its best, which are then weighed beside everything else. */
function recordsFor(
  text: string,
  typed: readonly string[],
  shop: Shop,
  words: Words,
  currency: string,
): Found[] {
  const { catalogue } = shop
  const { orders, customers } = recordsOf(shop)
  const code = text.trim()
  const byCode = [catalogue.byBarcode(code), catalogue.bySku(code)].filter((product) => product !== null)
  const products = [...byCode, ...catalogue.search(text, looked)]
  const exact = new Set(byCode.map(({ id }) => `product ${id}`))
  const all = [
    ...products.map((product) => entries.ofProduct(product, words, currency)),
    ...orders.search(text, looked).map((order) => entries.ofOrder(order, words)),
    ...customers.search(text, looked).map(entries.ofCustomer),
  ]
  return all.map((entry, at) => ({
    ...entry,
    // Found by what its title does not say: after those whose titles do, in the order of the index.
    score: exact.has(entry.id) ? -1 : (fit(typed, entry.title) ?? unsaid + at),
  }))
}

const unsaid = 60

/** Draws again when orders and customers have been read from the device, and when some of them change. */
function useRecordsAsTheyCome(shop: Shop, rights: ReadonlySet<Right>): void {
  const indexes = useMemo(() => (rights.has('desk') ? Object.values(recordsOf(shop)) : []), [shop, rights])
  const subscribe = useMemo(
    () => (listener: () => void) => {
      const ends = indexes.map((index) => index.subscribe(listener))
      return () => {
        for (const end of ends) end()
      }
    },
    [indexes],
  )
  useSyncExternalStore(subscribe, () => indexes.reduce((sum, index) => sum + index.version(), 0))
}
