/** Words of a cue that are negated, asked of the other, or said of the other's papers are no cue; the officers' own beside them still are. */
import { describe, expect, it } from 'vitest';
import { toneless } from '../../engine/speech/pinyin';
import { DEFAULT_UNIT } from '../unit/default-unit';
import { compileCues } from './cue-matcher';
import { normalise } from './normalise';

const matcher = compileCues(DEFAULT_UNIT.lexicon, toneless);
const STAGE_CUES = DEFAULT_UNIT.stages.find(({ id }) => id === 'id')!.cues!;
const shown = (text: string): boolean => matcher.match(normalise(text).text).some(({ cue }) => STAGE_CUES.includes(cue));

describe('papers', () => {
  it.each([
    '请出示你的营业执照和身份证', '请您出示一下您的身份证件', '你们没有出示执法证件我不配合', '他们拒不出示执法证', '不给我们出示证件我就不开门', '把身份证号报一下，编号是多少', '你的营业执照编号是什么',
    '身份证号是二一零二', '你们出示一下你们的执法证', '出示不了证件', '这是我的身份证',
  ])('are not shown by: %s', (text) => { expect(shown(text)).toBe(false); });

  it.each([
    '这是我们的执法证件，请你过目', '现在向您出示执法证，请看清楚', '我的执法证号是零六零二三', '告诉你我的执法证号是零六', '这是你的告知书，我的执法证号是零六', '我们的证件你可以看，这是执法证',
    '他说没有出示那不对，这是我的执法证', '出示正件啊我是执法员张伟',
  ])('are shown by: %s', (text) => { expect(shown(text)).toBe(true); });
});

it('a context is the unit’s: without one the words count as they stand', () => {
  const { unless: _, ...id } = DEFAULT_UNIT.lexicon.groups['id']!;
  const bare = compileCues({ ...DEFAULT_UNIT.lexicon, groups: { id } }, toneless);
  expect(bare.match('你们没有出示执法证件').map(({ cue }) => cue)).toContain('i_show');
});
