import { CSPProvider } from '@base-ui/react/csp-provider'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startI18n } from '../i18n/i18n.ts'
import '../ui/theme.css'
import { languageOfUser } from './app-parts.ts'
import { keepShellOffline } from './new-version.ts'
import { router } from './router.tsx'

const root = document.querySelector('#app')
if (!root) throw new Error('index.html has no #app')

startI18n()
// Nothing is painted before the words are here, so that nobody sees English flash by.
await languageOfUser.begin()
createRoot(root).render(
  <StrictMode>
    {/* The content security policy allows no style elements of a component's making. */}
    <CSPProvider disableStyleElements>
      <RouterProvider router={router} />
    </CSPProvider>
  </StrictMode>,
)
keepShellOffline()
