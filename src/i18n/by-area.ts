/** From the modules that a glob import yields to messages by area. */

/** Area → flat key → text. */
export type Messages = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** `./messages/<area>/<locale>.json` → `<area>`. */
export function byArea(files: Readonly<Record<string, Readonly<Record<string, string>>>>): Messages {
  const out: Record<string, Readonly<Record<string, string>>> = {};
  for (const [path, messages] of Object.entries(files)) {
    const area = path.split('/').at(-2);
    if (area !== undefined) out[area] = messages;
  }
  return out;
}
