/** Files from the browser: pickers, drops, handles, permission, the sample's own addresses, and saving. */
import { fileOpen, directoryOpen, fileSave, type FileWithDirectoryAndFileHandle } from 'browser-fs-access';
import * as v from 'valibot';
import { CASE_FIELDS } from '../core/case';
import { AppError } from '../core/errors';
import { MEDIA_EXTENSIONS } from '../core/media-names';
import { decodeText } from '../state/decode-text';
import type { FileAccess, PickedFile, SampleCase } from '../state/file-access';
import { isCaseFileName } from '../state/incoming-files';
import { filesOfDrop } from './drop';

const SAMPLE_MANIFEST = '/sample/sample.json';
const sampleSchema = v.looseObject({ files: v.array(v.object({ name: v.string(), url: v.string() })) });

/** The permission part of handles is not in the DOM library yet. */
interface PermissionHandle {
  queryPermission?(options: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(options: { mode: 'read' }): Promise<PermissionState>;
}

const folderOf = (file: File): string => file.webkitRelativePath.split('/').slice(0, -1).join('/');

const picked = (file: FileWithDirectoryAndFileHandle): PickedFile => ({ file, folder: folderOf(file), handle: file.handle ?? null, sampleUrl: null });

/** A closed dialog is no error. */
async function orNothing<T>(work: Promise<T>, nothing: T): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') return nothing;
    throw thrown;
  }
}

async function fetchSampleFile(url: string, name: string): Promise<File> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new AppError('file-gone', `cannot fetch ${url}`, { fileName: name, cause });
  }
  if (!response.ok) throw new AppError('file-gone', `${url}: ${response.status}`, { fileName: name });
  const blob = await response.blob();
  // A fixed time: the sample is the same file on every visit.
  return new File([blob], name, { type: blob.type, lastModified: 0 });
}

async function fetchSample(): Promise<SampleCase> {
  const response = await fetch(SAMPLE_MANIFEST).catch(() => null);
  if (response === null || !response.ok) throw new AppError('file-gone', `${SAMPLE_MANIFEST} cannot be read`, { fileName: 'sample.json' });
  const manifest = v.parse(sampleSchema, await response.json());
  const info = Object.fromEntries(CASE_FIELDS.flatMap((field) => (typeof manifest[field] === 'string' ? [[field, manifest[field]]] : [])));
  const files = await Promise.all(manifest.files.map(async ({ name, url }): Promise<PickedFile> => {
    const address = new URL(url, new URL(SAMPLE_MANIFEST, location.href)).pathname;
    return { file: await fetchSampleFile(address, name), folder: '', handle: null, sampleUrl: address };
  }));
  return { info, files };
}

export const browserFiles: FileAccess = {
  async pickFiles() {
    const files = await orNothing(fileOpen({ multiple: true, description: 'Recordings', extensions: MEDIA_EXTENSIONS.map((one) => `.${one}`), id: 'recordings' }), []);
    return files.map(picked);
  },
  async pickFolder() {
    const entries = await orNothing(directoryOpen({ recursive: true, id: 'recordings' }), []);
    return entries.flatMap((entry) => (entry instanceof File && isCaseFileName(entry.name) ? [picked(entry)] : []));
  },
  async pickText(extensions) {
    const file = await orNothing(fileOpen({ extensions: [...extensions] }) as Promise<File | null>, null);
    return file === null ? null : { name: file.name, ...(await decodeText(file)) };
  },
  async pickOthers(extensions) {
    return (await orNothing(fileOpen({ multiple: true, extensions: [...extensions] }), [])).map(picked);
  },
  fromDrop: filesOfDrop,
  async saveText(name, text) {
    const csv = name.endsWith('.csv');
    await orNothing(fileSave(new Blob([text], { type: csv ? 'text/csv' : 'application/json' }), { fileName: name, extensions: [csv ? '.csv' : '.json'] }).then(() => undefined), undefined);
  },
  async saveBytes(name, bytes, mediaType) {
    await orNothing(fileSave(new Blob([bytes], { type: mediaType }), { fileName: name, extensions: [name.slice(name.lastIndexOf('.'))] }).then(() => undefined), undefined);
  },
  async permission(handle, ask) {
    const asking = handle as PermissionHandle;
    const now = (await asking.queryPermission?.({ mode: 'read' })) ?? 'granted';
    return now === 'prompt' && ask ? ((await asking.requestPermission?.({ mode: 'read' })) ?? 'granted') : now;
  },
  fetchSampleFile,
  fetchSample,
};
