// These run in the page, sent as source: see PageFunction.

/** What a row of the transfers panel says. */
export interface TransferReading {
  /** the phase: `queued`, `moving`, `paused`, `done`, ... */
  readonly status: string;
  /** 0..100; null where the row shows no figure */
  readonly percent: number | null;
  /** everything the row says, for messages */
  readonly words: string;
}

/** The enabled button with this accessible name. */
export function buttonNamed(name: string): Element | null {
  return (
    Array.from(document.querySelectorAll('button')).find(
      (button) =>
        (button.getAttribute('aria-label') ?? button.textContent.trim()) === name &&
        !button.disabled &&
        button.checkVisibility(),
    ) ?? null
  );
}

/** Of the menu that is open. */
export function menuItemNamed(name: string): Element | null {
  return (
    Array.from(document.querySelectorAll('[role=menuitem]')).find(
      (item) => item.textContent.trim() === name,
    ) ?? null
  );
}

/** The box that selects a file of the list. */
export function checkboxNamed(file: string): Element | null {
  return (
    Array.from(document.querySelectorAll('tbody input[type=checkbox]')).find(
      (box) => box.getAttribute('aria-label')?.endsWith(file) === true,
    ) ?? null
  );
}

export function isTicked(file: string): boolean {
  return Array.from(document.querySelectorAll<HTMLInputElement>('tbody input[type=checkbox]')).some(
    (box) => box.getAttribute('aria-label')?.endsWith(file) === true && box.checked,
  );
}

/** From now on the page's root says what the newest frame that shows a file said last. */
export function watchViewer(): null {
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'object' && data !== null && 'viewer' in data)
      document.documentElement.dataset['viewer'] = String(data.viewer);
  });
  return null;
}

/** And forgets it. */
export function viewerSays(): string | null {
  const said = document.documentElement.dataset['viewer'] ?? null;
  if (said === 'shown' || said === 'failed') delete document.documentElement.dataset['viewer'];
  return said;
}

export function fieldLabelled(label: string): Element | null {
  return (
    Array.from(document.querySelectorAll('label')).find(({ textContent }) => textContent.trim() === label)
      ?.control ?? null
  );
}

/** The file input behind the button with this accessible name. */
export function inputBehind(name: string): Element | null {
  return (
    Array.from(document.querySelectorAll('button'))
      .find((button) => (button.getAttribute('aria-label') ?? button.textContent.trim()) === name)
      ?.parentElement?.querySelector('input[type=file]') ?? null
  );
}

/** The newest transfer of this name; `kind` is the row's own word, `Sealing` or `Opening`. */
export function readTransfer(kind: string, name: string): TransferReading | null {
  const row = Array.from(document.querySelectorAll<HTMLElement>('li.transfer')).find(
    (item) =>
      item.querySelector('.transfer-kind')?.textContent.trim() === kind &&
      item.querySelector('.transfer-name')?.textContent.trim() === name,
  );
  if (row === undefined) return null;
  const value = row.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow') ?? null;
  return {
    status: row.dataset['status'] ?? '',
    percent: value === null ? null : Number(value),
    words: row.textContent.trim(),
  };
}

/** What the page says, for a message about something that is not there. */
export function pageWords(): string {
  return document.body.textContent.trim().slice(0, 2_000);
}

/** From now on the page's root says which target was chosen for the newest opening. */
export function watchTargets(): null {
  // oxlint-disable-next-line typescript/unbound-method -- called with the worker it belongs to
  Worker.prototype.postMessage = new Proxy(Worker.prototype.postMessage, {
    apply(post, worker, args: unknown[]) {
      const kind = /"target":\{"kind":"([^"]+)"/u.exec(JSON.stringify(args[0]))?.[1];
      if (kind !== undefined) document.documentElement.dataset['target'] = kind;
      Reflect.apply(post, worker, args);
    },
  });
  return null;
}

/** The sink behind the target that was chosen: a browser without private storage holds such a file in memory. */
export function sinkInUse(): string {
  const target = document.documentElement.dataset['target'] ?? 'unknown';
  if (target === 'picked-file') return 'file-picker';
  // A browser may have none of it, whatever the types say.
  const hasPrivateFiles = 'storage' in navigator && 'getDirectory' in navigator.storage;
  return target === 'private-file' && !hasPrivateFiles ? 'memory' : target;
}

/** The dialog for saving is answered with a private file: automation cannot press the buttons of a dialog of the system. */
export function answerFilePicker(): null {
  Object.defineProperty(window, 'showSaveFilePicker', {
    configurable: true,
    value: async () => (await navigator.storage.getDirectory()).getFileHandle('picked', { create: true }),
  });
  return null;
}

/** SHA-256 of what the page wrote to the picked file, hexadecimal. */
export async function pickedFileDigest(): Promise<string> {
  const root = await navigator.storage.getDirectory();
  const file = await (await root.getFileHandle('picked')).getFile();
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
