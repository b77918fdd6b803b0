import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import type { Customer } from '../../../shared/customers/customer.ts'
import type { ListNews, Shop } from '../../database/shop.ts'
import { customerSource } from './customer-source.ts'

test('[M4] an edit that is refused leaves what the server took before it, not what the device still has', () => {
  const news$ = new Subject<ListNews<'customers'>>()
  const source = customerSource({ lists: { all$: () => news$ } } as unknown as Shop)
  const ann = { id: 'ann', name: 'Ann', phone: null, email: null, updatedAt: '2026-01-01T00:00:00Z', seq: 7 }
  const as = (facts: object) => ({ ...ann, ...facts }) as Customer
  news$.next({ rows: [as({})], gone: [], whole: true })
  const shown = () => source.at(source.find('ann'))?.name

  const [anna, nobody] = [as({ name: 'Anna' }), as({ name: 'Nobody', seq: 9 })]
  source.edited(anna)
  source.answered(as({ name: 'Anna', seq: 9 }), anna)
  source.edited(nobody)
  expect(shown()).toBe('Nobody')
  source.forget(nobody)
  expect(shown()).toBe('Anna')
  // What the device has by then is newer.
  const late = as({ name: 'Nobody', seq: 9 })
  source.edited(late)
  news$.next({ rows: [as({ name: 'Annie', seq: 11 })], gone: [], whole: true })
  expect(shown()).toBe('Nobody')
  source.forget(late)
  expect(shown()).toBe('Annie')
})
