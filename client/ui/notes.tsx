import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { useEffect } from 'react'
import { showNotes } from './note.ts'

const manager = Toast.createToastManager()

/**
 * Where notes appear: top middle, away from Pay and from the total; the middle of what is left, where a sheet is open
 * beside it.
 */
export function Notes({ closeLabel }: { closeLabel: string }) {
  useEffect(
    () =>
      showNotes(({ action, ...said }) => {
        const id: string = manager.add({
          ...said,
          // What can be pressed stays long enough to be read and reached.
          ...(action ? { timeout: 20_000, actionProps: { children: action.label, onClick: press } } : {}),
        })
        function press() {
          manager.close(id)
          action?.press()
        }
      }),
    [],
  )
  return (
    <Toast.Provider toastManager={manager} timeout={5000} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="fixed top-16 left-1/2 lg:in-[body:has([data-place=side])]:left-[calc(50%-15rem)] z-60 flex w-[min(26rem,calc(100vw-2rem))] -translate-x-1/2 flex-col gap-2 print:hidden">
          <Shown closeLabel={closeLabel} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function Shown({ closeLabel }: { closeLabel: string }) {
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      swipeDirection="up"
      className="rounded-xl border border-line bg-raised text-ink shadow-float transition-[opacity,translate] duration-150 data-ending-style:opacity-0 data-starting-style:-translate-y-2 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-center gap-3 py-1 pr-1 pl-4">
        <div className="min-w-0 flex-1 py-2">
          <Toast.Title className="text-[15px] font-medium" />
          <Toast.Description className="text-sm text-muted" />
        </div>
        <Toast.Action className="min-h-12 shrink-0 rounded-lg px-3 font-medium text-accent-text hover:bg-sunken" />
        <Toast.Close
          aria-label={closeLabel}
          // Base UI hides it from screen readers until the notes are hovered over, and leaves it in the order of Tab.
          aria-hidden={false}
          className="grid size-12 place-items-center rounded-lg text-muted hover:bg-sunken"
        >
          <X aria-hidden className="size-5" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ))
}
