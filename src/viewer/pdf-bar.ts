import type { PdfWords } from './viewer-protocol.ts';

interface PdfActs {
  readonly previous: () => void;
  readonly next: () => void;
  readonly smaller: () => void;
  readonly larger: () => void;
}

interface PdfPlace {
  /** which page of how many, for people */
  readonly page: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isSmallest: boolean;
  readonly isLargest: boolean;
}

/** The buttons over a PDF's page, and the keys that do the same: Page Up and Page Down, plus and minus. */
export function createPdfBar(
  words: PdfWords,
  acts: PdfActs,
): { readonly element: HTMLElement; say(place: PdfPlace): void } {
  const [previous, next, smaller, larger] = [
    button(words.previous, '‹', acts.previous),
    button(words.next, '›', acts.next),
    button(words.smaller, '−', acts.smaller),
    button(words.larger, '+', acts.larger),
  ];
  const page = document.createElement('output');
  const element = document.createElement('header');
  element.append(previous, page, next, smaller, larger);
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const act = { PageUp: previous, PageDown: next, '-': smaller, '+': larger, '=': larger }[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act.click();
  });
  return {
    element,
    say(place) {
      page.textContent = place.page;
      disable(previous, place.isFirst);
      disable(next, place.isLast);
      disable(smaller, place.isSmallest);
      disable(larger, place.isLargest);
    },
  };
}

function button(label: string, sign: string, act: () => void): HTMLButtonElement {
  const made = Object.assign(document.createElement('button'), { type: 'button', textContent: sign });
  made.setAttribute('aria-label', label);
  made.title = label;
  made.addEventListener('click', () => {
    if (made.getAttribute('aria-disabled') !== 'true') act();
  });
  return made;
}

/** It keeps the focus: who holds a key down at the last page must not fall out of the frame. */
function disable(element: HTMLButtonElement, isDisabled: boolean): void {
  element.setAttribute('aria-disabled', String(isDisabled));
}
