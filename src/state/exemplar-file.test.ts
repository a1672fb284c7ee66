/** Device samples survive the way to another computer; what is no such file is refused with its reason. */
import { describe, expect, it } from 'vitest';
import type { AppError } from '../core/errors';
import type { DeviceExemplar } from '../core/structure-profile';
import { mergeExemplars, readExemplarFile, readStoredExemplars, writeExemplarFile } from './exemplar-file';

const sample = (id: string, name = 'Camera A', brands = 'isom'): DeviceExemplar => ({ id, name, fileName: 'a.mp4', addedAtMs: 5, profile: { 'top-level': 'ftyp moov mdat', brands } });

function refusal(content: string): string {
  try {
    readExemplarFile(content, 'x.json');
  } catch (thrown) {
    const { code, fileName, message } = thrown as AppError;
    expect({ code, fileName }).toEqual({ code: 'exemplar-file-unreadable', fileName: 'x.json' });
    return message;
  }
  throw new Error('it was read');
}

describe('the file of device samples', () => {
  it('gives back what was written', () => {
    const all = [sample('1'), sample('2', 'Camera B')];
    expect(readExemplarFile(writeExemplarFile(all), 'x.json')).toEqual(all);
  });

  it('is refused with the place that is wrong', () => {
    expect(refusal('{')).toBe(': not-json');
    expect(refusal('{"schema":"zhijian.case/1"}')).toMatch(/^schema: /);
    expect(refusal('[]')).toMatch(/schema/);
    expect(refusal(writeExemplarFile([]))).toBe('exemplars: wrong-value');
    expect(refusal(writeExemplarFile([{ ...sample('1'), name: '' }]))).toBe('exemplars[0].name: wrong-value');
    expect(refusal(writeExemplarFile([{ ...sample('1'), profile: {} }]))).toBe('exemplars[0].profile: wrong-value');
  });

  it('leaves out branches that are not known here', () => {
    const newer = JSON.stringify({ schema: 'zhijian.exemplars/1', exemplars: [{ ...sample('1'), profile: { ...sample('1').profile, colour: 'bt709', brands: 7 } }] });
    expect(readExemplarFile(newer, 'x.json')[0]!.profile).toEqual({ 'top-level': 'ftyp moov mdat' });
  });

  it('adds to what is known, each sample once and under an id of its own', () => {
    const known = [sample('1')];
    expect(mergeExemplars(known, [sample('9')], () => 'new')).toEqual({ all: known, fresh: 0 });
    expect(mergeExemplars(known, [sample('1', 'Camera A', 'mp42'), sample('2', 'Camera B')], () => 'new').all.map(({ id }) => id)).toEqual(['1', 'new', '2']);
  });

  it('leaves out stored samples that are not whole', () => {
    expect(readStoredExemplars([sample('1'), { id: '2' }, null])).toEqual([sample('1')]);
    expect(readStoredExemplars('x')).toEqual([]);
  });
});
