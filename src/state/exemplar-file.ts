/** The file by which device samples pass from one computer to another: written, and read with what is wrong in it said. */
import * as v from 'valibot';
import { AppError } from '../core/errors';
import { faultOf, readJson, type FileFault } from '../core/file-fault';
import { PROFILE_BRANCHES, type DeviceExemplar, type StructureProfile } from '../core/structure-profile';

/** Raised when the file's shape changes. */
const FILE_SCHEMA = 'zhijian.exemplars/1';

const text = v.pipe(v.string(), v.nonEmpty());
const exemplarSchema = v.object({
  id: text, name: text, fileName: v.string(), addedAtMs: v.number(),
  // Branches that a newer version knows are left out; without any there is nothing to compare.
  profile: v.pipe(
    v.record(v.string(), v.unknown()),
    v.transform((branches): StructureProfile => Object.fromEntries(PROFILE_BRANCHES.flatMap((branch) => (typeof branches[branch] === 'string' ? [[branch, branches[branch]]] : [])))),
    v.check((profile) => Object.keys(profile).length > 0, 'no branch of the structure is known here'),
  ),
});
const fileSchema = v.object({ schema: v.literal(FILE_SCHEMA), exemplars: v.pipe(v.array(exemplarSchema), v.minLength(1, 'it holds no device sample')) });

/** Stored samples that are whole; others are left out. */
export function readStoredExemplars(value: unknown): readonly DeviceExemplar[] {
  return Array.isArray(value) ? value.filter((one): one is DeviceExemplar => v.safeParse(exemplarSchema, one).success) : [];
}

export function writeExemplarFile(exemplars: readonly DeviceExemplar[]): string {
  return `${JSON.stringify({ schema: FILE_SCHEMA, exemplars }, null, 1)}\n`;
}

/** Throws AppError exemplar-file-unreadable that names the file and the place that is wrong. */
export function readExemplarFile(content: string, fileName: string): readonly DeviceExemplar[] {
  const refuse = (fault: FileFault): AppError => new AppError('exemplar-file-unreadable', `${fault.at}: ${fault.problem}`, { fileName, fault });
  const raw = readJson(content);
  if (!raw.ok) throw refuse(raw.error);
  const parsed = v.safeParse(fileSchema, raw.value);
  // Its one check is that a sample's structure says something.
  if (!parsed.success) throw refuse(faultOf(parsed.issues[0], { check: 'filled' }));
  return parsed.output.exemplars;
}

/** Samples of both; one of the same device that is built alike comes once, and no id twice. */
export function mergeExemplars(known: readonly DeviceExemplar[], added: readonly DeviceExemplar[], newId: () => string): { readonly all: readonly DeviceExemplar[]; readonly fresh: number } {
  const key = ({ name, profile }: DeviceExemplar): string => JSON.stringify([name, PROFILE_BRANCHES.map((branch) => profile[branch] ?? '')]);
  const keys = new Set(known.map(key));
  const ids = new Set(known.map(({ id }) => id));
  const all = [...known];
  for (const one of added) {
    if (keys.has(key(one))) continue;
    const id = ids.has(one.id) ? newId() : one.id;
    keys.add(key(one));
    ids.add(id);
    all.push({ ...one, id });
  }
  return { all, fresh: all.length - known.length };
}
