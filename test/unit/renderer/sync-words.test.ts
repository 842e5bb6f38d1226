import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { en } from '../../../renderer/i18n/en/index.ts';
import { hi } from '../../../renderer/i18n/hi/index.ts';
import { signLook, signWords } from '../../../renderer/office/sync-words.ts';
import type { SyncStatus } from '../../../shared/contract/sync.ts';

const speech = i18next.createInstance();
beforeAll(() => speech.init({ lng: 'en', resources: { en: { translation: en }, hi: { translation: hi } } }));

const idle: SyncStatus = {
  state: 'idle',
  server: 'central',
  waiting: 0,
  waitingSince: null,
  ambiguous: 0,
  refused: 0,
  notDeliverable: 0,
  lastSuccessAt: null,
  nextTryAt: null,
  problem: null,
};
const off: Partial<SyncStatus> = { state: 'off', server: null };

test.each<[string, Partial<SyncStatus>, string, string]>([
  ['all is there', {}, 'good', en.office.sign.good],
  ['three wait', { state: 'waiting', waiting: 3, problem: 'unreachable' }, 'wait', '3 waiting'],
  [
    'a person must act',
    { state: 'paused', waiting: 3, problem: 'unauthorised' },
    'bad',
    en.office.sign.paused,
  ],
  ['one was refused', { refused: 1 }, 'bad', '1 refused'],
  ['there is no office, and nothing was sold', off, 'off', en.office.sign.off],
  ['there is no office, so that nobody waits for what is kept', { ...off, waiting: 812 }, 'off', 'No office'],
])('the sign when %s', (_what, change, look, words) => {
  const status = { ...idle, ...change };
  expect(signLook(status)).toBe(look);
  expect(signWords(speech.getFixedT('en'), status)).toBe(words);
});

test('in Hindi a till without an office says so, and no number', () => {
  const status: SyncStatus = { ...idle, ...off, waiting: 812 };
  expect(signWords(speech.getFixedT('hi'), status)).toBe(hi.office.sign.off);
});
