// Chosen light or dark, kept for this browser; without a choice the system's applies by CSS alone.
try {
  const chosen = localStorage.getItem('omnisync.theme')
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen
} catch {
  // Storage is blocked: the system's scheme applies.
}
