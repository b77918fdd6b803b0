import type { ReactNode } from 'react'
import { useState, useSyncExternalStore } from 'react'
import '../../i18n/sheet-words.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { PrinterSettings } from './printer-settings.ts'
import { thisPrinter } from './this-printer.ts'

const speeds = ['9600', '19200', '38400', '115200'] as const

/** Which printer this till prints on, how wide, and what it does by itself. */
export function PrinterSheet({ onClose }: { onClose(): void }) {
  const { t } = useWords()
  const settings = useSyncExternalStore(thisPrinter.subscribe, thisPrinter.settings)
  // Only looked at: receipts go on as before until a printer is paired.
  const [connection, setConnection] = useState(settings.connection)
  const reachable = connection === 'none' || connection in navigator
  return (
    <Dialog
      open
      onClose={onClose}
      place="side"
      title={t('printer.title')}
      description={t('printer.lead')}
      closeLabel={t('common.close')}
    >
      <div className="flex flex-col gap-5 pt-2" data-testid="printer-sheet">
        <Labelled label={t('printer.connection')}>
          <Choice
            label={t('printer.connection')}
            value={connection}
            options={[
              { value: 'none', label: t('printer.none') },
              { value: 'usb', label: t('printer.usb') },
              { value: 'serial', label: t('printer.serial') },
            ]}
            onChange={(next: PrinterSettings['connection']) => {
              setConnection(next)
              if (next !== 'none') return
              void thisPrinter.forget()
              thisPrinter.change({ connection: next, paired: null })
            }}
          />
        </Labelled>
        {connection === 'none' ? <p className="text-[15px] text-muted">{t('printer.noneHint')}</p> : null}
        {reachable ? null : (
          <p role="alert" className="rounded-xl bg-warn-soft px-4 py-3 text-warn">
            {t('printer.notHere')}
          </p>
        )}
        {connection !== 'none' && reachable ? (
          <Connected key={connection} connection={connection} settings={settings} />
        ) : null}
      </div>
    </Dialog>
  )
}

function Connected({ connection, settings }: { connection: 'usb' | 'serial'; settings: PrinterSettings }) {
  const { t } = useWords()
  const [failed, setFailed] = useState(false)
  const { paper, auto, drawer, baudRate } = settings
  const paired = settings.connection === connection ? settings.paired : null

  async function pair() {
    setFailed(false)
    const found = await thisPrinter.pair(connection).catch(() => null)
    if (found) thisPrinter.change({ connection, paired: found })
    else setFailed(true)
  }

  function test() {
    thisPrinter.queue.add({
      name: t('printer.testLine'),
      pieces: [
        { kind: 'title', text: t('printer.testLine') },
        { kind: 'row', left: t('printer.paper'), right: t('printer.mm', { width: paper }) },
        { kind: 'rule' },
        { kind: 'middle', text: t('printer.testDone') },
        { kind: 'codes' },
      ],
      codes: ['OMNISYNC'],
      drawer: false,
    })
  }

  return (
    <>
      {connection === 'serial' ? (
        <Labelled label={t('printer.speed')}>
          <Choice
            label={t('printer.speed')}
            value={String(baudRate)}
            options={speeds.map((value) => ({ value: value as string, label: value }))}
            onChange={(next) => {
              void thisPrinter.forget()
              thisPrinter.change({ baudRate: Number(next) })
            }}
          />
        </Labelled>
      ) : null}
      <div className="flex flex-col gap-2">
        <p className="font-medium" role="status">
          {paired ? t('printer.paired', { name: paired.name }) : t('printer.notPaired')}
        </p>
        <Button look={paired ? 'secondary' : 'primary'} onClick={() => void pair()}>
          {paired ? t('printer.pairAgain') : t('printer.pair')}
        </Button>
        {failed ? (
          <p role="alert" className="text-sm text-bad">
            {t('printer.pairFailed')}
          </p>
        ) : null}
      </div>
      <Labelled label={t('printer.paper')}>
        <Choice
          label={t('printer.paper')}
          value={paper === 80 ? '80' : '58'}
          options={[
            { value: '80', label: t('printer.mm', { width: 80 }) },
            { value: '58', label: t('printer.mm', { width: 58 }) },
          ]}
          onChange={(next) => thisPrinter.change({ paper: next === '80' ? 80 : 58 })}
        />
      </Labelled>
      <div className="flex flex-col gap-2">
        <Switch label={t('printer.auto')} on={auto} onChange={(on) => thisPrinter.change({ auto: on })} />
        <Switch
          label={t('printer.drawer')}
          on={drawer}
          onChange={(on) => thisPrinter.change({ drawer: on })}
        />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button disabled={!paired} onClick={test}>
          {t('printer.test')}
        </Button>
        <Button
          disabled={!paired}
          onClick={() =>
            thisPrinter.queue.add({ name: t('printer.openDrawer'), pieces: [], codes: [], drawer: true })
          }
        >
          {t('printer.openDrawer')}
        </Button>
      </div>
    </>
  )
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <p className="mb-1.5 text-sm font-medium text-muted">{label}</p>
      {children}
    </div>
  )
}

function Switch({ label, on, onChange }: { label: string; on: boolean; onChange(on: boolean): void }) {
  return (
    <label className="flex min-h-12 cursor-pointer items-center gap-3">
      <input
        type="checkbox"
        role="switch"
        checked={on}
        onChange={(event) => onChange(event.currentTarget.checked)}
        className="size-6 accent-(--accent)"
      />
      {label}
    </label>
  )
}
