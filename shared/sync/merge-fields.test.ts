import { expect, test } from 'vitest'
import { mergeFields } from './merge-fields.ts'

const fields = ['name', 'phone']

test('[M4] edits of different fields both stay', () => {
  const { merged, conflicts } = mergeFields(
    fields,
    { name: 'Ann', phone: '2' },
    { name: 'Ann', phone: '1' },
    { name: 'Anna', phone: '1' },
  )
  expect(merged).toEqual({ name: 'Anna', phone: '2' })
  expect(conflicts).toEqual([])
})

test('[M4] of two edits of one field the later arrival wins, and both values are told', () => {
  const { merged, conflicts } = mergeFields(fields, { name: 'Anna' }, { name: 'Ann' }, { name: 'Annie' })
  expect(merged).toEqual({ name: 'Annie' })
  expect(conflicts).toEqual([{ field: 'name', lost: 'Anna', won: 'Annie' }])
})

test('[M4] of an edit that names no assumed state, all that it overwrites is told', () => {
  expect(mergeFields(fields, { name: 'Ann', phone: '1' }, null, { name: 'Ann', phone: '2' })).toEqual({
    merged: { name: 'Ann', phone: '2' },
    changed: ['phone'],
    conflicts: [{ field: 'phone', lost: '1', won: '2' }],
  })
})

test('[L4] a push of what is there already changes nothing', () => {
  expect(mergeFields(fields, { name: 'Ann', seq: 5 }, null, { name: 'Ann', seq: 0 }).changed).toEqual([])
})
