import { expect, test } from 'vitest'
import { pages } from './pages.ts'
import { adminPlaces, deskPlaces, tillPlaces } from './place.ts'

test('every place has its page in the list that bar, menu and palette show, with the right that it needs', () => {
  const places = (right: string) => pages.filter((page) => page.for === right).map(({ to }) => to)
  expect(places('till').toSorted()).toEqual([...tillPlaces].toSorted())
  expect(places('desk').toSorted()).toEqual([...deskPlaces].toSorted())
  expect(places('admin').toSorted()).toEqual([...adminPlaces].toSorted())
})
