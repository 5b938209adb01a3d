import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { settled } from './fake-vault.ts';
import { chosen, failure, moving, setUp } from './transfers-fixture.ts';

describe('pausing', () => {
  it('shows at once what was asked, until the vault did it', () => {
    const { store, sent, emit, only } = setUp();
    store.seal(chosen('a'));
    emit(0, moving(3));
    store.pause(only().id);
    store.pause(only().id);
    expect(sent('pause')).toHaveLength(1);
    emit(0, moving(4));
    expect(only()).toMatchObject({ asked: 'pause', phase: { status: 'moving' } });
    expect(store.get()).toMatchObject({ paused: 1, pausable: 0 });
    emit(0, { status: 'paused', moved: 4, total: 10 });
    expect(only().asked).toBeNull();
    store.resume(only().id);
    store.resume(only().id);
    expect(sent('resume')).toHaveLength(1);
    expect(store.get()).toMatchObject({ paused: 0, pausable: 1 });
    emit(0, { status: 'checking', moved: 0, total: 10 });
    expect(only().asked).toBeNull();
  });

  it('takes back what the vault will not do', async () => {
    const { store, emit, only } = setUp({ pause: () => Promise.reject(new AppError('internal', 'no')) });
    store.seal(chosen('a'));
    emit(0, moving(3));
    store.pause(only().id);
    await settled();
    expect(only().asked).toBeNull();
  });

  it('pauses and resumes all that can be, and leaves alone what is ending', () => {
    const { store, sent, emit } = setUp();
    store.seal(chosen('moving', 'finishing', 'failed', 'queued'));
    emit(0, moving(3));
    emit(1, { status: 'finishing' });
    emit(2, failure('throttled'));
    store.pauseAll();
    expect(sent('pause')).toHaveLength(2);
    store.resumeAll();
    expect(sent('resume')).toHaveLength(2);
  });

  it('guards the page while something would be lost, and the screen while something moves', () => {
    const { store, emit } = setUp();
    store.seal(chosen('a'));
    expect(store.get()).toMatchObject({ atRisk: 1, busy: 0 });
    emit(0, { status: 'paused', moved: 0, total: null });
    expect(store.get()).toMatchObject({ atRisk: 1, busy: 0 });
    emit(0, moving(3));
    expect(store.get()).toMatchObject({ atRisk: 1, busy: 1 });
    emit(0, { status: 'waiting', reason: 'offline', moved: 3, total: 10, secondsLeft: null });
    expect(store.get()).toMatchObject({ atRisk: 1, busy: 0 });
    emit(0, { status: 'paused', moved: 3, total: 10 });
    expect(store.get()).toMatchObject({ atRisk: 0, busy: 0 });
    emit(0, failure('throttled', true));
    expect(store.get()).toMatchObject({ atRisk: 0, busy: 0, resumable: 1 });
  });
});
