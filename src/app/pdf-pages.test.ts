/** Pages are counted in plain page trees and in compressed object streams; where they cannot be counted nothing is said. */
import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { pdfPages } from './pdf-pages';

const tree = (count: number): string => `<< /Type /Pages /Kids [ 4 0 R ] /Resources << /Font << /F1 3 0 R >> >> /Count ${count} >>`;

it('of a plain file', async () => {
  expect(await pdfPages(new Blob([`%PDF-1.4\n2 0 obj\n${tree(12)}\nendobj\n5 0 obj\n<< /Type /Pages /Parent 2 0 R /Count 4 >>\nendobj`]))).toBe(12);
});

it('of a file whose objects are compressed', async () => {
  const body = deflateSync(Buffer.from(`2 0 ${tree(7)}`));
  expect(await pdfPages(new Blob([`%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${body.length} >>\nstream\r\n`, body, '\nendstream\nendobj']))).toBe(7);
});

it('are not told of what is none', async () => {
  expect(await pdfPages(new Blob(['no PDF']))).toBeNull();
  expect(await pdfPages(new Blob(['<< /Type /ObjStm >>\nstream\nno deflate\nendstream']))).toBeNull();
});
