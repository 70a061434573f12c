// Before the first paint, so that a dark console never flashes white. A file of its own because
// the Content-Security-Policy allows no inline script.
(function () {
  var theme = null;
  try {
    theme = localStorage.getItem('taffrail.theme');
  } catch {
    // Storage can be forbidden; the system's theme is the answer then.
  }
  document.documentElement.dataset.theme = theme === 'light' || theme === 'dark' ? theme : 'system';
})();

// Zod would try `new Function`, which the Content-Security-Policy forbids, as soon as the first
// schema is made; that is before any module of ours could tell it not to.
// oxlint-disable-next-line no-underscore-dangle -- zod's own name for it
globalThis.__zod_globalConfig = { jitless: true };
