import { CSPProvider } from '@base-ui/react/csp-provider'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../ui/theme.css'
import { account, languageOfUser } from './app-parts.ts'
import { Frame } from './frame.tsx'
import { keepShellOffline } from './new-version.ts'

const root = document.querySelector('#app')
if (!root) throw new Error('index.html has no #app')

await account.begin()
// Nothing is painted before the words are here, so that nobody sees English flash by.
await languageOfUser.begin()
createRoot(root).render(
  <StrictMode>
    {/* The content security policy allows no style elements of a component's making. */}
    <CSPProvider disableStyleElements>
      <Frame />
    </CSPProvider>
  </StrictMode>,
)
keepShellOffline()
