import { useEffect } from 'react';
import { keepAwake } from './screen-wake.ts';

/** While `active`, the device stays awake, in browsers that can be asked for that. */
export function useScreenWake(active: boolean): void {
  useEffect(() => {
    if (!active || !('wakeLock' in navigator)) return undefined;
    return keepAwake(navigator.wakeLock, document);
  }, [active]);
}
