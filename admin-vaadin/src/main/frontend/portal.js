// Persian text is set in Vazirmatn, served by the portal itself.
import 'vazirmatn/Vazirmatn-Variable-font-face.css';

// The key / leads to what a page is searched with, unless somebody is just typing.
document.addEventListener('keydown', (event) => {
  const typing = event.composedPath()[0].matches?.('input, textarea, [contenteditable]');
  const field = document.querySelector('.search-field');
  if (event.key === '/' && !event.ctrlKey && !event.altKey && !event.metaKey && !typing && field) {
    event.preventDefault();
    field.focus();
  }
});

// A drawer is out of sight as soon as it is closed; the portal takes it away when it has heard of it.
document.addEventListener('click', (event) => {
  const closing = event.composedPath().some((each) => each.matches?.('.drawer-close'));
  if (closing) {
    event.target.closest('.drawer-dialog')?.setAttribute('data-closed', '');
  }
});

// What a person has reached keeps the focus when that part of the page is written anew: it is found again by its id.
// Who has left it by himself is left alone.
let reached;
document.addEventListener('focusin', (event) => {
  reached = event.target;
});
document.addEventListener('focusout', (event) => {
  if (event.target.isConnected) {
    queueMicrotask(() => {
      reached = event.target.isConnected && document.activeElement === document.body ? undefined : reached;
    });
  }
});
new MutationObserver(() => {
  if (reached?.id && !reached.isConnected && document.activeElement === document.body) {
    document.getElementById(reached.id)?.focus({ preventScroll: true });
  }
}).observe(document.documentElement, { childList: true, subtree: true });
