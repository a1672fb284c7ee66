/** What the clock parser makes of lines as cameras write them and as a recogniser spoils them. */
import { describe, expect, it } from 'vitest';
import { agreedDay, parseClockText } from './clock-text';

const day = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;
const time = (text: string): number => {
  const [h, m, s] = text.split(':').map(Number);
  return h! * 3600 + m! * 60 + s!;
};

describe('formats of real cameras', () => {
  const lines: readonly (readonly [line: string, date: string | null, clock: string | null])[] = [
    ['2017-03-16 Thu 12:47:57', '2017-03-16', '12:47:57'],
    ['16-03-2017 Thu 12:48:07', '2017-03-16', '12:48:07'],
    ['7/27/2018 4:11:10 PM', '2018-07-27', '16:11:10'],
    ['min2P 6/5/2018 10:46:56 AM', null, '10:46:56'],
    ['2026年01月08日 09:10:02', '2026-01-08', '09:10:02'],
    ['2026年1月8日 星期四 09:10:02', '2026-01-08', '09:10:02'],
    ['2026/01/08 09:10:02', '2026-01-08', '09:10:02'],
    ['2026.01.08 09.10.02', '2026-01-08', '09:10:02'],
    ['2022-09-15 16:16:13', '2022-09-15', '16:16:13'],
    ['20260108 091002', '2026-01-08', '09:10:02'],
    ['20260108091002', '2026-01-08', '09:10:02'],
    ['20260108 09:10:02', '2026-01-08', '09:10:02'],
    ['2026-01-08 09:10:02 100204', '2026-01-08', '09:10:02'],
    ['DSJ-A8 100204 2026-01-08 09:10:02', '2026-01-08', '09:10:02'],
    ['2026-01-08 09:10:02.480', '2026-01-08', '09:10:02'],
    ['2026-01-08 09:10:02:12', '2026-01-08', '09:10:02'],
    ['2026-01-08 下午 03:10:02', '2026-01-08', '15:10:02'],
    ['2026-01-08 上午12:10:02', '2026-01-08', '00:10:02'],
    ['2026-01-08 12:10:02 PM', '2026-01-08', '12:10:02'],
    ['2026年01月08日 09时10分02秒', '2026-01-08', '09:10:02'],
    ['AXON BODY 2 X81042 2017-08-03 T21:22:15Z', '2017-08-03', '21:22:15'],
    ['08 JAN 2026 09:10:02', '2026-01-08', '09:10:02'],
    ['Jan 8, 2026 09:10:02', '2026-01-08', '09:10:02'],
    ['09:10:02 2026-01-08', '2026-01-08', '09:10:02'],
    ['09:10:02 26/11/2025', '2025-11-26', '09:10:02'],
    ['26-01-08 09:10:02', '2026-01-08', '09:10:02'],
    ['12:47:57', null, '12:47:57'],
    ['2026-01-08', '2026-01-08', null],
    ['2026年01月08日 星期四', '2026-01-08', null],
    ['km/h 042 2026-01-08 09:10:02 N38.91 E121.61', '2026-01-08', '09:10:02'],
  ];
  it.each(lines)('%s', (line, date, clock) => {
    const read = parseClockText(line);
    expect(read).not.toBeNull();
    expect(read!.secondOfDay).toBe(clock === null ? null : time(clock));
    if (date !== null) expect(read!.days).toContain(day(date));
  });
});

describe('what a recogniser spoils', () => {
  const lines: readonly (readonly [line: string, clock: string])[] = [
    ['2026-01-0908:00:18100201', '08:00:18'],
    ['2026-01-09-08:00:18 100201', '08:00:18'],
    ['7/27/20184:11:08PM', '16:11:08'],
    ['7/27/201812:11:08PM', '12:11:08'],
    ['16-03-2017Thu12:48:07', '12:48:07'],
    ['2019/08/0417:13:27', '17:13:27'],
    ['2O26-O1-O8 O9:1O:O2', '09:10:02'],
    ['2026-01-08 09:l0:02', '09:10:02'],
    ['2026-01-08 09.10:02', '09:10:02'],
    ['2026-01-08 09：10：02', '09:10:02'],
    ['２０２６-01-08 09:10:02', '09:10:02'],
    ['2026年01月08日09:10:02', '09:10:02'],
    ['2026-01-08 09:1002', '09:10:02'],
    ['2026 - 01 - 08  09 : 10 : 02', '09:10:02'],
  ];
  it.each(lines)('%s', (line, clock) => {
    expect(parseClockText(line)?.secondOfDay).toBe(time(clock));
  });

  it.each(['FRONT', 'OPEN', '16-03-2017 Thu127:58', '100204', '京A·12345', '12:4', '192.168.1.64', '38.9140,121.6147', '138 0411 2026', '2026-13-41 29:71:88', ''])('takes “%s” for no time of day', (line) => {
    expect(parseClockText(line)?.secondOfDay ?? null).toBeNull();
  });
});

describe('where the time stands', () => {
  it('marks exactly the characters of the time of day', () => {
    for (const line of ['2026-01-0908:00:18100201', 'No.7 2026-01-08 09:10:02 100204', '7/27/20184:11:08PM']) {
      const { from, to } = parseClockText(line)!;
      expect(line.slice(from, to)).toMatch(/^\d{1,2}:\d\d:\d\d(PM)?$/);
    }
  });
});

describe('day and month', () => {
  it('keeps both readings of an ambiguous date and one of a clear one', () => {
    expect(parseClockText('6/5/2018 10:46:56 AM')!.days).toHaveLength(2);
    expect(parseClockText('7/27/2018 4:11:10 PM')!.days).toEqual([day('2018-07-27')]);
  });

  it('settles on the day that all readings share', () => {
    expect(agreedDay([[day('2018-06-05'), day('2018-05-06')], [day('2018-06-05')], []])).toBe(day('2018-06-05'));
    expect(agreedDay([[], []])).toBeNull();
  });
});

describe('half days', () => {
  it('knows when an hour may be meant twice a day', () => {
    expect(parseClockText('04:11:10')!.fullDay).toBe(false);
    expect(parseClockText('4:11:10 PM')!.fullDay).toBe(true);
    expect(parseClockText('16:11:10')!.fullDay).toBe(true);
  });
});
