/** A still's PNG stays a valid PNG and carries its texts. */
import { deflateSync } from 'node:zlib';
import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { withPngTexts } from './png-text';

function chunk(type: string, data: Uint8Array): Buffer {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  out.set(data, 8);
  out.writeUInt32BE(checksum(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}

/** Bitwise CRC-32, unlike the table in the code under test. */
function checksum(bytes: Uint8Array): number {
  if (typeof crc32 === 'function') return crc32(bytes);
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const onePixel = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  chunk('IHDR', Uint8Array.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0])), chunk('IDAT', deflateSync(Buffer.from([0, 1, 2, 3]))), chunk('IEND', new Uint8Array()),
]);

it('puts each text into an intact chunk between header and picture', () => {
  const bytes = Buffer.from(withPngTexts(onePixel, { Source: '录像_0001.mp4', Comment: '帧 149' }));
  const types: string[] = [];
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    types.push(bytes.toString('latin1', at + 4, at + 8));
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(checksum(bytes.subarray(at + 4, at + 8 + length)));
    at += 12 + length;
  }
  expect(types).toEqual(['IHDR', 'iTXt', 'iTXt', 'IDAT', 'IEND']);
  expect(bytes.includes(Buffer.from('Source\0\0\0\0\0录像_0001.mp4', 'utf8'))).toBe(true);
});

it('refuses what is no PNG', () => expect(() => withPngTexts(new Uint8Array(50), {})).toThrow(RangeError));
