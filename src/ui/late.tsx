import { use, useState, type FunctionComponent, type ReactElement } from 'react';
import { AppError } from '../errors.ts';
import { PartMissing, type MissingPart } from './part-missing.tsx';

interface Loaded<Props> {
  readonly default: FunctionComponent<Props>;
}

/**
 * A part of the page that is loaded when it first appears, as by `lazy`; wants a `Suspense` around it. Where it cannot be loaded, since the device
 * is offline or another version of the app was put in its place, that is said and can be tried again: what moves in the rest of the page goes on.
 * @param Missing says it, in the part's place
 */
export function late<Props extends object>(
  load: () => Promise<Loaded<Props>>,
  Missing: FunctionComponent<MissingPart> = PartMissing,
): FunctionComponent<Props> {
  let loading: Promise<Loaded<Props> | AppError> | undefined;
  const loaded = (): Promise<Loaded<Props> | AppError> =>
    (loading ??= load().catch((thrown: unknown) => AppError.from(thrown)));
  return function Late(props: Props): ReactElement {
    const [, setTries] = useState(0);
    const part = use(loaded());
    if (!(part instanceof AppError)) return <part.default {...props} />;
    const tryAgain = (): void => {
      loading = undefined;
      setTries((tries) => tries + 1);
    };
    return <Missing error={part.toData()} onRetry={tryAgain} />;
  };
}
