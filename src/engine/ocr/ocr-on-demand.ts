/** A reading engine that is loaded when something is to be read for the first time: most recordings without a clock never need it. */
import type { OcrEngine } from './ocr-engine';

/** @param load called once at most; what it rejects with, every reading rejects with */
export function ocrOnDemand(load: () => Promise<OcrEngine>): OcrEngine {
  let engine: Promise<OcrEngine> | null = null;
  const loaded = (): Promise<OcrEngine> => (engine ??= load());
  return {
    detect: async (picture, maxSide) => (await loaded()).detect(picture, maxSide),
    recognise: async (line, only) => (await loaded()).recognise(line, only),
    close: async () => (await engine)?.close(),
  };
}
