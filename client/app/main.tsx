import { CSPProvider } from '@base-ui/react/csp-provider'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../ui/theme.css'
import { sessionOf } from './account.ts'
import { account, holder, languageOfUser } from './app-parts.ts'
import { Frame } from './frame.tsx'
import { Boundary } from './later.tsx'
import { keepShellOffline } from './new-version.ts'

const root = document.querySelector('#app')
if (!root) throw new Error('index.html has no #app')

// What opens a shop comes beside what this browser remembers; whoever opens one waits for it, or hears that it failed.
import('./open-shop.ts').catch(() => null)
await account.begin()
// A lane's data is on its way from the disk while its page is still being made.
const session = sessionOf(account.state())
if (session?.lane) holder.show(session)
// Nothing is painted before the words are here, so that nobody sees English flash by.
await languageOfUser.begin()
createRoot(root).render(
  <StrictMode>
    {/* The content security policy allows no style elements of a component's making. */}
    <CSPProvider disableStyleElements>
      <Boundary look="page" draw={() => <Frame />} />
    </CSPProvider>
  </StrictMode>,
)
keepShellOffline()
