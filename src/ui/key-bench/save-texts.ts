import type { AppServices } from '../app-services.ts';

/** Hands a text to the browser as a download. */
export function saveText(save: AppServices['save'], name: string, text: string): void {
  save(name, new File([text], name, { type: 'text/plain' }));
}
