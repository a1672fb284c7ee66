/** Drives ffmpeg workers: one command at a time per worker, recycling, termination; a pool that runs commands side by side. */
import { AppError } from '../../core/errors';
import { noteWork } from '../../core/work-count';
import type { FfmpegOutput, FfmpegPicture, FfmpegReply, FfmpegRequest } from './ffmpeg-messages';

/** ffmpeg.wasm 0.12 fails after some dozens of commands in one instance. */
const RUNS_PER_INSTANCE = 24;

export interface FfmpegCommand {
  readonly file: File;
  /** With FFMPEG_INPUT and FFMPEG_OUTPUT as stand-ins. */
  readonly args: readonly string[];
  readonly output?: FfmpegOutput;
  /** Chunks as ffmpeg writes them; owned by the callee. */
  onBytes?(bytes: Uint8Array<ArrayBuffer>): void;
  onPicture?(picture: FfmpegPicture): void;
  onLog?(line: string): void;
}

export interface FfmpegEnd {
  /** 0 success, else ffmpeg's own code; −1 when the instance broke down. */
  readonly exitCode: number;
  readonly tail: readonly string[];
}

/** One worker, replaced when it is worn or broken. Owner must call `end`. */
export class FfmpegRunner {
  #worker: Worker | null = null;
  #runs = 0;
  #nextId = 0;
  #lose: ((reason: AppError) => void) | null = null;

  constructor(private readonly spawn: () => Worker) {}

  /** Rejects with AppError `worker-crashed` when the worker dies, `cancelled` when `end` was called meanwhile. One at a time. */
  run(command: FfmpegCommand): Promise<FfmpegEnd> {
    if (this.#lose) throw new Error('an FfmpegRunner runs one command at a time');
    if (this.#runs >= RUNS_PER_INSTANCE) this.#drop();
    const worker = (this.#worker ??= this.spawn());
    this.#runs++;
    const id = this.#nextId++;
    return new Promise<FfmpegEnd>((resolve, reject) => {
      const settle = (): void => {
        this.#lose = null;
        worker.onmessage = worker.onerror = null;
      };
      this.#lose = (reason) => {
        settle();
        this.#drop();
        reject(reason);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        this.#lose?.(new AppError('worker-crashed', `ffmpeg worker: ${event.message || 'could not be started'}`));
      };
      worker.onmessage = ({ data }: MessageEvent<FfmpegReply>) => {
        if (data.id !== id) return;
        noteWork();
        try {
          if (data.type === 'bytes') command.onBytes?.(data.bytes);
          else if (data.type === 'picture') command.onPicture?.(data.picture);
          else if (data.type === 'log') command.onLog?.(data.line);
          else {
            settle();
            if (data.exitCode === -1) this.#drop();
            resolve({ exitCode: data.exitCode, tail: data.tail });
          }
        } catch (thrown) {
          settle();
          this.#drop();
          reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
        }
      };
      worker.postMessage({
        id, file: command.file, args: command.args, output: command.output ?? { kind: 'bytes' }, wantsLog: command.onLog !== undefined,
      } satisfies FfmpegRequest);
    });
  }

  /** Terminates the worker at once; a running command rejects with `cancelled`. The runner can be used again. */
  end(): void {
    if (this.#lose) this.#lose(new AppError('cancelled', 'ffmpeg was ended'));
    else this.#drop();
  }

  #drop(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#runs = 0;
  }
}
