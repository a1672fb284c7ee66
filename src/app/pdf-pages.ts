/** How many pages a PDF has: the largest count of its page tree (ISO 32000-1, 7.7.3.2), looked for in the file and in its compressed object streams. */

/** A dictionary, at most two more inside each other. */
const DICTIONARY = /<<(?:[^<>]|<[^<>]*>|<<(?:[^<>]|<[^<>]*>|<<(?:[^<>]|<[^<>]*>)*>>)*>>)*>>/g;
/** Larger files are opened without counting their pages. */
const LARGEST_BYTES = 200 * 1024 * 1024;

function largestCount(text: string): number {
  let largest = 0;
  for (const [dictionary] of text.matchAll(DICTIONARY)) {
    if (/\/Type\s*\/Pages\b/.test(dictionary)) largest = Math.max(largest, Number(/\/Count\s+(\d+)/.exec(dictionary)?.[1] ?? 0));
  }
  return largest;
}

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const out: string[] = [];
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  const decoder = new TextDecoder('latin1');
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) out.push(decoder.decode(part.value, { stream: true }));
  } catch {
    // What follows the stream's end is no part of it; what came before counts.
  }
  return out.join('');
}

/** null where it cannot be told, e.g. of an encrypted file. Never rejects. */
export async function pdfPages(file: Blob): Promise<number | null> {
  if (file.size > LARGEST_BYTES) return null;
  const bytes = new Uint8Array(await file.arrayBuffer().catch(() => new ArrayBuffer(0)));
  const text = new TextDecoder('latin1').decode(bytes);
  let largest = largestCount(text.replaceAll(/stream\r?\n[\s\S]*?endstream/g, ''));
  for (const match of text.matchAll(/\/Type\s*\/ObjStm\b[^]{0,400}?stream\r?\n/g)) {
    const start = match.index + match[0].length;
    const end = text.indexOf('endstream', start);
    largest = Math.max(largest, largestCount(await inflated(bytes.slice(start, end < 0 ? undefined : end))));
  }
  return largest === 0 ? null : largest;
}
