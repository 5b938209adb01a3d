import { useCallback, useState } from 'react';

/** Milliseconds after the frame's document was loaded in which its script must have begun: browsers tell nobody that they refused it. */
const startPatience = 3_000;

/** Whether the script of a frame began. `onLoad` is for the frame, `onStart` for the first that it says. */
export function useFrameStart(): {
  readonly hasNotStarted: boolean;
  readonly onLoad: () => void;
  readonly onStart: () => void;
} {
  const [started, setStarted] = useState<'not yet' | 'yes' | 'never'>('not yet');
  const onLoad = useCallback(() => {
    setTimeout(() => setStarted((now) => (now === 'yes' ? now : 'never')), startPatience);
  }, []);
  const onStart = useCallback(() => setStarted('yes'), []);
  return { hasNotStarted: started === 'never', onLoad, onStart };
}
