import { useEffect, useMemo } from 'react';
import type { Inspections, InspectTarget, OpenInspection } from '../../state/inspection.ts';

/** A look at one message that begins when it appears and ends when it goes. `target`: the same object means the same look. */
export function useOpenInspection(inspections: Inspections, target: InspectTarget): OpenInspection {
  const opened = useMemo(() => inspections.open(target), [inspections, target]);
  useEffect(() => {
    opened.inspect();
    return opened.close;
  }, [opened]);
  return opened;
}
