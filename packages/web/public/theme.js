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
