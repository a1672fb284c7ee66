/** What was read in the pictures of a content is read back whole, also in a database that knew nothing of signs before. */
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { SIGNS_VERSION, type SignsRecord } from '../core/review/sign-reading';
import { us } from '../core/time';
import { ZhijianDb } from './schema';
import { SignsRepo } from './signs-repo';

const line = { atUs: us(2e6), text: '鑫源仓库', score01: 0.9, box: { x: 0.1, y: 0.2, w: 0.3, h: 0.1 } };
const record: SignsRecord = {
  version: SIGNS_VERSION, ratio01: 0.5, signs: [{ ...line, overlay: false }],
  resume: { window: 12, lines: [{ ...line, picture: 3, view: 1 }], pictures: 4, views: 1, last: { thumb: Uint8Array.of(1, 2, 3), atUs: 2e6 } },
};

it('keeps and gives back, and nothing for another content', async () => {
  const engine = { indexedDB: new IDBFactory(), IDBKeyRange };
  const before = new Dexie('signs', engine);
  before.version(4).stores({ voices: 'content' });
  await before.open();
  before.close();
  const db = new ZhijianDb('signs', engine);
  const repo = new SignsRepo(db);
  await repo.saveSigns('aa', record);
  expect(await repo.signs('aa')).toEqual(record);
  expect(await repo.signs('bb')).toBeNull();
  db.close();
});
