import { useEffect, useMemo, useState, type ReactElement, type ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import type { AppServices } from '../app-services.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { MessagesContext, useMessages } from '../messages/messages-context.ts';
import type { Messages } from '../messages/shape.ts';
import { PushButton } from '../push-button.tsx';
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet has no value
import '../styles/key-bench.css';
import { useBenchMessages } from './bench-messages.ts';
import { BenchKeys } from './bench-keys.tsx';
import { EnvelopeBench } from './envelope-bench.tsx';
import { MoveBench } from './move-bench.tsx';
import { PairBench } from './pair-bench.tsx';
import { RsaBench } from './rsa-bench.tsx';
import { SecretBench } from './secret-bench.tsx';
import { useTask } from './use-task.ts';

const benches = ['secret', 'envelope', 'pair', 'rsa', 'move'] as const;
type Bench = (typeof benches)[number];

/** The operations of KMS, each at a bench of its own. What a bench opened is gone when it is left. */
export default function KeyBenchScreen({ services }: { readonly services: AppServices }): ReactElement {
  const text = useBenchMessages();
  const [bench, setBench] = useState<Bench>('secret');
  const [taken, setTaken] = useState('');
  const { benchKeys } = services.workbench;
  const keys = useTask(benchKeys);
  useEffect(() => benchKeys.run(null), [benchKeys]);
  const known = keys.status === 'done' ? keys.output : undefined;
  const toEnvelope = (content: string): void => {
    setTaken(content);
    setBench('envelope');
  };
  const work: Readonly<Record<Bench, ReactElement>> = {
    secret: <SecretBench services={services} onTooLong={toEnvelope} />,
    envelope: <EnvelopeBench services={services} startText={taken} />,
    pair: <PairBench services={services} />,
    rsa: <RsaBench services={services} configured={known?.rsa} onTooLong={toEnvelope} />,
    move: <MoveBench services={services} main={known?.main} second={known?.second} />,
  };

  return (
    <BenchMessages>
      <main className="key-bench">
        <div className="bench-head">
          <h2>{text.title}</h2>
          <p className="soft">{text.lead}</p>
        </div>
        {keys.status === 'failed' ? (
          <ErrorNotice error={keys.error} actions={<Retry onPress={() => benchKeys.run(null)} />} />
        ) : (
          <BenchKeys keys={known ?? { main: null, second: null, rsa: null }} />
        )}
        <Tabs
          selectedKey={bench}
          onSelectionChange={(chosen) => {
            setTaken('');
            setBench(benches.find((one) => one === chosen) ?? 'secret');
          }}
        >
          <TabList className="bench-tabs" aria-label={text.tabsLabel}>
            {benches.map((one) => (
              <Tab key={one} id={one} className="bench-tab">
                <span className="bench-tab-name">{text[one].tab}</span>
                <code>{text[one].calls[0]}</code>
              </Tab>
            ))}
          </TabList>
          {benches.map((one) => (
            <TabPanel key={one} id={one} className="bench-panel">
              {work[one]}
            </TabPanel>
          ))}
        </Tabs>
      </main>
    </BenchMessages>
  );
}

/** Failures in the words of the bench. */
function BenchMessages({ children }: { readonly children: ReactNode }): ReactElement {
  const messages = useMessages();
  const { errors } = useBenchMessages();
  const own = useMemo<Messages>(
    () => ({ ...messages, describeError: (error) => errors[error.code] ?? messages.describeError(error) }),
    [messages, errors],
  );
  return <MessagesContext value={own}>{children}</MessagesContext>;
}

function Retry({ onPress }: { readonly onPress: () => void }): ReactElement {
  const { tryAgain } = useMessages();
  return <PushButton onPress={onPress}>{tryAgain}</PushButton>;
}
