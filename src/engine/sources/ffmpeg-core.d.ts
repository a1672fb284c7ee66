/** The part of @ffmpeg/core 0.12 (an emscripten module without own types) that is used here. */
declare module '@ffmpeg/core' {
  export interface FfmpegCore {
    /** Runs to the end synchronously; the exit code. */
    exec(...args: string[]): number;
    reset(): void;
    setLogger(logger: (entry: { type: string; message: string }) => void): void;
    readonly FS: {
      mkdir(path: string): void;
      mount(type: unknown, options: { blobs: { name: string; data: Blob }[] }, mountPoint: string): void;
      unmount(mountPoint: string): void;
      readonly filesystems: { readonly WORKERFS: import('./ffmpeg-file-window').WorkerFileSystem };
      makedev(major: number, minor: number): number;
      mkdev(path: string, device: number): void;
      registerDevice(device: number, ops: {
        open(): void;
        close(): void;
        llseek(): number;
        read(): number;
        write(stream: unknown, heap: Int8Array, offset: number, length: number): number;
      }): void;
    };
  }
  /** `mainScriptUrlOrBlob` carries after `#` the base64 JSON of wasmURL and workerURL. */
  const createFFmpegCore: (options: { mainScriptUrlOrBlob: string }) => Promise<FfmpegCore>;
  export default createFFmpegCore;
}
