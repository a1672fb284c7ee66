/** One ffmpeg.wasm (single thread) inside a worker: loads the core once, mounts files, runs commands, streams what they write. */
import createFFmpegCore, { type FfmpegCore } from '@ffmpeg/core';
import coreWasmUrl from '@ffmpeg/core/wasm?url';
import { readThroughWindow } from './ffmpeg-file-window';
import { FFMPEG_INPUT, FFMPEG_OUTPUT, type FfmpegReply, type FfmpegRequest } from './ffmpeg-messages';
import { createPictureAssembler } from './ffmpeg-pictures';

const MOUNT = '/in';
const OUTPUT_PATH = '/out';
/** Small writes (audio packets, log-like text) are gathered before they are posted. */
const CHUNK_BYTES = 256 << 10;
const TAIL_LINES = 20;
/** One line a picture: only the assembler wants it. */
const SHOWINFO = '[Parsed_showinfo';

export type PostReply = (reply: FfmpegReply, transfer: Transferable[]) => void;

export class FfmpegInstance {
  #core: Promise<FfmpegCore> | null = null;
  #mounted: File | null = null;
  #write: (bytes: Uint8Array) => void = () => undefined;

  constructor(private readonly post: PostReply) {}

  /** Runs one command to its end (synchronously inside; only terminating the worker stops it). Never rejects. */
  async run(request: FfmpegRequest): Promise<void> {
    const { id, output } = request;
    const tail: string[] = [];
    let exitCode = -1;
    try {
      const core = await (this.#core ??= this.#load());
      const input = this.#mount(core, request.file);
      const pictures = output.kind === 'pictures'
        ? createPictureAssembler(output.width, output.height, (picture) => this.post({ type: 'picture', id, picture }, [picture.luma.buffer, picture.cb.buffer, picture.cr.buffer]))
        : null;
      const bytes = createGatherer((chunk) => this.post({ type: 'bytes', id, bytes: chunk }, [chunk.buffer]));
      this.#write = pictures ? pictures.write : bytes.write;
      core.setLogger(({ message }) => {
        pictures?.log(message);
        if (pictures && message.startsWith(SHOWINFO)) return;
        if (request.wantsLog) this.post({ type: 'log', id, line: message }, []);
        tail.push(message);
        if (tail.length > TAIL_LINES) tail.shift();
      });
      core.reset();
      exitCode = core.exec(...request.args.map((arg) => (arg === FFMPEG_INPUT ? input : arg === FFMPEG_OUTPUT ? OUTPUT_PATH : arg)));
      bytes.flush();
    } catch (thrown) {
      tail.push(thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown));
    }
    this.post({ type: 'end', id, exitCode, tail }, []);
  }

  async #load(): Promise<FfmpegCore> {
    const place = btoa(JSON.stringify({ wasmURL: new URL(coreWasmUrl, self.location.href).href, workerURL: '' }));
    const core = await createFFmpegCore({ mainScriptUrlOrBlob: `core#${place}` });
    core.FS.mkdir(MOUNT);
    const reader = new FileReaderSync();
    readThroughWindow(core.FS.filesystems.WORKERFS, (blob) => reader.readAsArrayBuffer(blob));
    const device = core.FS.makedev(90, 0);
    core.FS.registerDevice(device, {
      open: () => undefined,
      close: () => undefined,
      llseek: () => 0,
      read: () => 0,
      write: (_stream, heap, offset, length) => {
        this.#write(new Uint8Array(heap.buffer, heap.byteOffset + offset, length));
        return length;
      },
    });
    core.FS.mkdev(OUTPUT_PATH, device);
    return core;
  }

  /** Mounted, never copied in: reads go through the File, so that size does not matter. */
  #mount(core: FfmpegCore, file: File): string {
    // The name's ending helps ffmpeg to tell formats without a signature apart.
    const name = `media${/\.[a-z0-9]{1,5}$/i.exec(file.name)?.[0] ?? ''}`;
    if (this.#mounted !== file) {
      if (this.#mounted) core.FS.unmount(MOUNT);
      core.FS.mount(core.FS.filesystems.WORKERFS, { blobs: [{ name, data: file }] }, MOUNT);
      this.#mounted = file;
    }
    return `${MOUNT}/${name}`;
  }
}

/** Copies writes (they lie in the wasm heap) into chunks of at least CHUNK_BYTES. */
function createGatherer(emit: (chunk: Uint8Array<ArrayBuffer>) => void): { write(bytes: Uint8Array): void; flush(): void } {
  let chunk = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  const flush = (): void => {
    if (filled > 0) emit(chunk.slice(0, filled));
    filled = 0;
  };
  return {
    write(bytes) {
      if (filled + bytes.length > chunk.length) flush();
      if (bytes.length > chunk.length) chunk = new Uint8Array(bytes.length);
      chunk.set(bytes, filled);
      filled += bytes.length;
    },
    flush,
  };
}
