import type { ReactElement } from 'react';
import { callOutcomes, callServices, type TracedTransfer } from '../../trace/call-record.ts';
import { shortenedName, visibleName } from '../format/visible-name.ts';
import { useMessages } from '../messages/messages-context.ts';
import type { CallFilter } from './filter-calls.ts';

/** Graphemes of a name in a list to choose from. */
const nameLength = 60;

export function CallFilters(props: {
  readonly filter: CallFilter;
  readonly transfers: ReadonlyMap<string, TracedTransfer>;
  readonly onChange: (filter: CallFilter) => void;
}): ReactElement {
  const { filter, transfers, onChange } = props;
  const { calls: text, unnamed } = useMessages();
  const nameOf = (name: string) => shortenedName(visibleName(name), nameLength) || unnamed;
  return (
    <form className="call-filters" aria-label={text.filters} onSubmit={(event) => event.preventDefault()}>
      <Choice
        label={text.service}
        any={text.anyService}
        value={filter.service}
        options={callServices.map((service) => [service, text.services[service]])}
        onChange={(service) => onChange({ ...filter, service })}
      />
      <Choice
        label={text.outcome}
        any={text.anyOutcome}
        value={filter.outcome}
        options={[['failed', text.failed], ...callOutcomes.map((one) => [one, text.outcomes[one]] as const)]}
        onChange={(outcome) => onChange({ ...filter, outcome })}
      />
      <Choice
        label={text.transfer}
        any={text.anyTransfer}
        value={filter.transfer}
        options={[
          ['none', text.noTransfer],
          ...[...transfers.values()].map(
            ({ id, kind, name }) => [id, text.transferNamed(text.kinds[kind], nameOf(name))] as const,
          ),
        ]}
        onChange={(transfer) => onChange({ ...filter, transfer })}
      />
      <label className="field">
        <span>{text.search}</span>
        <input
          type="search"
          value={filter.search}
          placeholder={text.searchHint}
          onChange={(event) => onChange({ ...filter, search: event.currentTarget.value })}
        />
      </label>
    </form>
  );
}

/** One list to choose from; the browser's own, which every device has a good way to use. */
function Choice<Value extends string>(props: {
  readonly label: string;
  readonly any: string;
  readonly value: Value | null;
  readonly options: readonly (readonly [value: Value, words: string])[];
  readonly onChange: (value: Value | null) => void;
}): ReactElement {
  const { label, any, value, options, onChange } = props;
  return (
    <label className="field">
      <span>{label}</span>
      <select
        value={value ?? ''}
        onChange={({ currentTarget }) =>
          onChange(options.find(([one]) => one === currentTarget.value)?.[0] ?? null)
        }
      >
        <option value="">{any}</option>
        {options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
