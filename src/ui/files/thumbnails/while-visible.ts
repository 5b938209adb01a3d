/** Milliseconds that a line must stay in sight before anything is asked for it: those that a scroll passes cost nothing. */
const lingering = 200;

/**
 * Begins something once an element has stayed in sight for a moment, and ends it when it goes.
 * @param begin returns what ends it
 * @returns stops looking, and ends what was begun
 */
export function whileVisible(element: Element, begin: () => () => void): () => void {
  let end: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cease = (): void => {
    clearTimeout(timer);
    end?.();
    end = null;
  };
  const observer = new IntersectionObserver((entries) => {
    cease();
    if (entries.at(-1)?.isIntersecting !== true) return;
    timer = setTimeout(() => {
      end = begin();
    }, lingering);
  });
  observer.observe(element);
  return () => {
    observer.disconnect();
    cease();
  };
}
