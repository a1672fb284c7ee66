/** The time in a document is set against the first and the last moment that was recorded. */
import { expect, it } from 'vitest';
import { localSeconds } from './local-time';
import { againstRecordings, apartText } from './written-time';

const span = (from: string, to: string) => ({ startS: localSeconds(from)!, endS: localSeconds(to)! });

it('lies before, during or after what was recorded', () => {
  const spans = [span('2026-03-09T10:00', '2026-03-09T10:15'), span('2026-03-09T10:20', '2026-03-09T10:35')];
  expect(againstRecordings('2026-03-09T09:30', spans)).toEqual({ relation: 'before', byS: 1800 });
  expect(againstRecordings('2026-03-09T10:17', spans)).toEqual({ relation: 'during', byS: 0 });
  expect(againstRecordings('2026-03-09T11:35', spans)).toEqual({ relation: 'after', byS: 3600 });
  expect(['2026-03-09T09:30', '2026-03-09T10:17', '2026-03-09T11:40'].map((at) => apartText(againstRecordings(at, spans)!))).toEqual(['−0:30:00', '0', '+1:05:00']);
  expect(againstRecordings('', spans)).toBeNull();
  expect(againstRecordings('2026-03-09T09:30', [])).toBeNull();
});
