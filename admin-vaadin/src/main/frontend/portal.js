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

// Enter in a line of text sends its form; on a button it presses that button and no other.
document.addEventListener('keydown', (event) => {
  const line = event.composedPath()[0];
  const form = line.closest?.('[data-enter-presses]');
  if (event.key === 'Enter' && form && !event.defaultPrevented && line.matches('input:not([type=checkbox])')) {
    event.preventDefault();
    // The portal hears of what was typed when the line loses the focus.
    line.blur();
    line.focus();
    form.querySelector(`#${form.dataset.enterPresses}`)?.click();
  }
});

// Who writes Persian types its digits, which a field for numbers would not take.
const OTHER_DIGITS = '۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩';
document.addEventListener(
  'keydown',
  (event) => {
    const digit = OTHER_DIGITS.indexOf(event.key);
    if (event.key.length === 1 && digit >= 0 && event.composedPath()[0].matches?.('input[type=number]')) {
      event.preventDefault();
      event.stopPropagation();
      document.execCommand('insertText', false, String(digit % 10));
    }
  },
  { capture: true },
);

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
