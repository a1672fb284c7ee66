/** Which names look like recordings. */

export const MEDIA_EXTENSIONS = [
  'mp4', 'm4v', 'mov', 'avi', 'ts', 'mts', 'm2ts', 'm3u8', 'm4s', 'mkv', 'webm', '3gp', '3g2', 'mpg', 'mpeg', 'flv', 'wmv', 'asf', 'amr', 'wav', 'mp3', 'm4a', 'aac',
] as const;

const names = new Set<string>(MEDIA_EXTENSIONS);

/** Names that start with a dot are the file system's, not the reviewer's. */
export function isMediaName(name: string): boolean {
  return !name.startsWith('.') && names.has(name.split('.').at(-1)?.toLowerCase() ?? '');
}
