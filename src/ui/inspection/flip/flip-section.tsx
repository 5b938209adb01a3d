import { useState, type ReactElement } from 'react';
import { FactSection } from '../../facts.tsx';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import type { Inspection } from '../../../inspect/inspection.ts';
import type { OpenInspection, OpenInspectionState } from '../../../state/inspection.ts';
import { useMessages } from '../../messages/messages-context.ts';
import { PushButton } from '../../push-button.tsx';
import { selectByte, type ByteSelection } from '../bytes/selection.ts';
import {
  planAlteration,
  possibleAlterations,
  type Alteration,
  type AlterationKind,
  type AlterationPlan,
} from './alterations.ts';
import { AlterationFields } from './alteration-fields.tsx';
import { ExperimentResult } from './experiment-result.tsx';

interface FlipProps {
  readonly inspection: Inspection;
  readonly opened: OpenInspection;
  readonly state: OpenInspectionState;
  readonly selection: ByteSelection;
  readonly onSelect: (selection: ByteSelection) => void;
}

/** Alters a copy on purpose and shows which check catches it. Nothing that is stored is touched. */
export function FlipSection(props: FlipProps): ReactElement {
  const { inspection: panel } = useMessages();
  const text = panel.flip;
  const possible = possibleAlterations(props.inspection);
  const [first] = possible;
  return (
    <FactSection id="flip" title={text.title} about={text.about}>
      {first === undefined ? <p>{text.none}</p> : <FlipForm {...props} possible={possible} initial={first} />}
    </FactSection>
  );
}

function FlipForm(
  props: FlipProps & { readonly possible: readonly AlterationKind[]; readonly initial: AlterationKind },
): ReactElement {
  const { inspection, opened, state, selection, onSelect, possible, initial } = props;
  const { inspection: panel } = useMessages();
  const text = panel.flip;
  const [chosen, setChosen] = useState({ kind: initial, place: 1, other: 2, bytes: 1 });
  const [applied, setApplied] = useState<AlterationPlan | null>(null);
  const alteration: Alteration = { ...chosen, offset: selection.offset };
  const plan = planAlteration(alteration, inspection);
  const { experiment } = state;
  return (
    <div className="flip">
      <RadioGroup
        className="choices"
        value={chosen.kind}
        onChange={(value) => {
          const kind = possible.find((known) => known === value);
          // Not every frame that one kind can alter is one that another can.
          if (kind !== undefined) setChosen({ ...chosen, kind, place: 1, other: 2 });
        }}
      >
        <Label className="choices-label">{text.what}</Label>
        <div className="choice-list">
          {possible.map((kind) => (
            <Radio key={kind} value={kind} className="choice">
              <span className="choice-mark" aria-hidden="true" />
              {text.kinds[kind].name}
            </Radio>
          ))}
        </div>
      </RadioGroup>
      <p className="soft">{text.kinds[chosen.kind].about}</p>
      <AlterationFields
        alteration={alteration}
        inspection={inspection}
        onChange={({ offset, ...rest }) => {
          if (offset !== selection.offset) onSelect(selectByte(inspection.anatomy.fields, offset));
          setChosen(rest);
        }}
      />
      {plan === null ? <p>{text.impossible}</p> : null}
      <div className="actions">
        <PushButton
          look="primary"
          isDisabled={plan === null || experiment.status === 'running'}
          onPress={() => {
            if (plan === null) return;
            setApplied(plan);
            opened.alter(plan.edits, plan.what);
          }}
        >
          {text.apply}
        </PushButton>
        <PushButton isDisabled={experiment.status === 'none'} onPress={opened.resetCopy}>
          {text.reset}
        </PushButton>
      </div>
      {applied === null ? null : (
        <ExperimentResult experiment={experiment} plan={applied} original={inspection} />
      )}
    </div>
  );
}
