/** An element with the browser's own controls, which sends nothing elsewhere. */
export function createMediaElement(kind: 'audio' | 'video', label: string): HTMLMediaElement {
  const element = document.createElement(kind);
  element.controls = true;
  element.disableRemotePlayback = true;
  element.setAttribute('playsinline', '');
  element.setAttribute('controlslist', 'nodownload noremoteplayback');
  element.setAttribute('disablepictureinpicture', '');
  element.setAttribute('aria-label', label);
  return element;
}
