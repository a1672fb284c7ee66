/** The only way by which the recognition library reaches files: those of the folder that the person chose. No address leads out of it. */

/** What the library calls the model; it becomes the first part of every path that it asks for. */
export const MODEL_ID = 'model';
/** Before that, the library puts its folder of models. */
export const MODELS_ROOT = '/models/';

/** Answers 404 for whatever the folder does not hold, as a server would. @param files by path within the folder */
export function folderFetch(files: ReadonlyMap<string, Blob>): (address: string | URL) => Promise<Response> {
  const prefix = `${MODELS_ROOT}${MODEL_ID}/`;
  return (address) => {
    const path = String(address);
    const file = path.startsWith(prefix) ? files.get(path.slice(prefix.length)) : undefined;
    return Promise.resolve(file === undefined
      ? new Response(null, { status: 404 })
      : new Response(file, { headers: { 'content-length': String(file.size) } }));
  };
}
