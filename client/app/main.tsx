import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../ui/theme.css'

const root = document.querySelector('#app')
if (!root) throw new Error('index.html has no #app')
createRoot(root).render(
  <StrictMode>
    <p>OmniSync</p>
  </StrictMode>,
)
