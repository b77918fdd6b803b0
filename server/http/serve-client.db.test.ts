import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../testing/test-database.ts'
import { testNode } from '../testing/test-node.ts'

const folder = mkdtempSync(join(tmpdir(), 'omnisync-client-'))
afterAll(() => rmSync(folder, { recursive: true }))
mkdirSync(join(folder, 'client/assets'), { recursive: true })
writeFileSync(join(folder, 'client/index.html'), '<title>shell</title>')
writeFileSync(join(folder, 'client/sw.js'), '// worker')
writeFileSync(join(folder, 'client/assets/app-1a2b.js'), '// app')
writeFileSync(join(folder, 'outside.txt'), 'not to be served')

const database = await testDatabase()
const { app } = await testNode(database.url, { clientFolder: join(folder, 'client') })
const html = { accept: 'text/html,*/*' }

test('files with a hash in their name are kept for ever, the shell and the worker asked for again', async () => {
  const get = (url: string) => app.inject({ url, headers: html })
  expect((await get('/assets/app-1a2b.js')).headers['cache-control']).toContain('immutable')
  for (const url of ['/', '/index.html', '/sw.js']) {
    expect((await get(url)).headers['cache-control'], url).toBe('no-cache')
  }
})

test('every page that is no file is the shell; missing files and API routes stay missing', async () => {
  for (const url of ['/', '/till', '/orders/0192?tab=lines']) {
    const reply = await app.inject({ url, headers: html })
    expect([reply.statusCode, reply.body, reply.headers['cache-control']]).toEqual([
      200,
      '<title>shell</title>',
      'no-cache',
    ])
  }
  for (const url of ['/assets/app-old.js', '/api/v1/nothing', '/api/', '/favicon.ico']) {
    const reply = await app.inject({ url, headers: html })
    expect([reply.statusCode, reply.json().error.code], url).toEqual([404, 'request/not-found'])
  }
  expect((await app.inject({ url: '/till' })).statusCode).toBe(404)
  expect((await app.inject({ url: '/till', method: 'POST', headers: html })).statusCode).toBe(404)
})

test('nothing outside the folder is served', async () => {
  for (const url of [
    '/../outside.txt',
    '/..%2foutside.txt',
    '/assets/..%2f..%2foutside.txt',
    '/%2e%2e/outside.txt',
  ]) {
    const reply = await app.inject(url)
    expect([reply.statusCode, reply.json().error.code], url).toEqual([404, 'request/not-found'])
  }
})
