/** How a file is built, as branches of plain text: what a recorder's firmware decides and a muxer or editor seldom repeats (provenance trees, Yang et al. 2020). */
import type { MediaSummary } from './recording';
import type { BitstreamTable, BoxNode, PacketTable } from './tables';

/** In the order in which they are shown; label key `branch_<id>`. */
export const PROFILE_BRANCHES = [
  'top-level', 'brands', 'movie', 'video-track', 'sound-track', 'other-tracks', 'handlers', 'timescales', 'video-codec', 'parameter-sets', 'sound-codec', 'interleave', 'software',
] as const;
export type ProfileBranch = (typeof PROFILE_BRANCHES)[number];
export type StructureProfile = Readonly<Partial<Record<ProfileBranch, string>>>;

export interface ProfileDifference { readonly branch: ProfileBranch; readonly expected: string; readonly observed: string }

/** A recording that a unit knows to be as its device made it. */
export interface DeviceExemplar {
  readonly id: string;
  readonly name: string;
  readonly fileName: string;
  readonly addedAtMs: number;
  readonly profile: StructureProfile;
}

export interface ProfileSource {
  readonly summary: MediaSummary;
  readonly boxes: readonly BoxNode[];
  readonly video: PacketTable | null;
  readonly audio: PacketTable | null;
  readonly bitstream: BitstreamTable | null;
}

export function structureProfile({ summary, boxes, video, audio, bitstream }: ProfileSource): StructureProfile {
  const movie = boxes.find((node) => node.type === 'moov');
  const tracks = movie?.children.filter((node) => node.type === 'trak') ?? [];
  const handlerOf = (track: BoxNode): BoxNode | null => find(track, 'mdia', 'hdlr');
  const ofKind = (kind: string): BoxNode | undefined => tracks.find((track) => handlerOf(track)?.fields['handler'] === kind);
  const picture = ofKind('vide');
  const sound = ofKind('soun');
  const brands = boxes.find((node) => node.type === 'ftyp')?.fields;
  const settings = bitstream?.parameterSets[0];
  const branches: Record<ProfileBranch, string> = {
    'top-level': once(boxes.map((node) => node.type)).join(' '),
    brands: brands ? `${brands['major']} ${brands['minor']} (${brands['compatible']})` : '',
    movie: movie?.children.map((node) => node.type).join(' ') ?? '',
    'video-track': picture ? shape(picture) : '',
    'sound-track': sound ? shape(sound) : '',
    'other-tracks': tracks.filter((track) => track !== picture && track !== sound).map((track) => String(handlerOf(track)?.fields['handler'] ?? '?')).join(' '),
    handlers: tracks.map((track) => String(handlerOf(track)?.fields['name'] ?? '')).join(' | '),
    timescales: [movie && find(movie, 'mvhd')?.fields['timescale'], summary.video?.timescale, summary.audio?.timescale].map((one) => one ?? '–').join(' '),
    'video-codec': summary.video ? `${summary.video.codecString} ${summary.video.width}×${summary.video.height}` : '',
    'parameter-sets': settings?.hash ?? '',
    'sound-codec': summary.audio ? `${summary.audio.codecString} ${summary.audio.sampleRate} Hz ${summary.audio.channels}` : '',
    interleave: interleaving(video, audio),
    software: texts(boxes).join(' | '),
  };
  return Object.fromEntries(Object.entries(branches).filter(([, text]) => text !== ''));
}

/** Branches in which `observed` is built otherwise than `expected`, in the order shown. */
export function profileDifferences(expected: StructureProfile, observed: StructureProfile): ProfileDifference[] {
  return PROFILE_BRANCHES.filter((branch) => (expected[branch] ?? '') !== (observed[branch] ?? ''))
    .map((branch) => ({ branch, expected: expected[branch] ?? '–', observed: observed[branch] ?? '–' }));
}

/** The exemplar that a recording is most like, and how it differs; null without exemplars. */
export function nearestExemplar(exemplars: readonly DeviceExemplar[], profile: StructureProfile): { exemplar: DeviceExemplar; differences: ProfileDifference[] } | null {
  let best: { exemplar: DeviceExemplar; differences: ProfileDifference[] } | null = null;
  for (const exemplar of exemplars) {
    const differences = profileDifferences(exemplar.profile, profile);
    if (best === null || differences.length < best.differences.length) best = { exemplar, differences };
  }
  return best;
}

function find(node: BoxNode, ...path: string[]): BoxNode | null {
  let at: BoxNode | undefined = node;
  for (const type of path) at = at?.children.find((child) => child.type === type);
  return at ?? null;
}

/** Nested types; tables by which a reader finds samples come in 32 and 64 bits as files grow, so they count as one. */
function shape(node: BoxNode): string {
  const inside = node.children.map(shape).join(' ');
  const type = node.type === 'co64' ? 'stco' : node.type;
  return inside === '' ? type : `${type}(${inside})`;
}

const once = (types: readonly string[]): string[] => types.filter((type, i) => type !== types[i - 1]);

/** Texts that programs leave: all but names of handlers, which have a branch of their own, and places and times. */
function texts(nodes: readonly BoxNode[]): string[] {
  return nodes.flatMap((node) => {
    const text = node.fields['text'] ?? node.fields['compressor'];
    const own = typeof text === 'string' && !/^[+-]?\d|^\d{4}-/.test(text) ? [text] : [];
    return [...own, ...texts(node.children)];
  });
}

/** The usual number of packets of one track that lie together in the file. */
function interleaving(video: PacketTable | null, audio: PacketTable | null): string {
  if (!video || !audio || video.count < 2 || audio.count < 2 || video.offset[0]! < 0 || audio.offset[0]! < 0) return '';
  const runs = { v: new Map<number, number>(), a: new Map<number, number>() };
  let [v, a] = [0, 0];
  while (v < video.count && a < audio.count) {
    const track = video.offset[v]! < audio.offset[a]! ? 'v' : 'a';
    let length = 0;
    if (track === 'v') while (v < video.count && video.offset[v]! < audio.offset[a]!) { v++; length++; }
    else while (a < audio.count && audio.offset[a]! < video.offset[v]!) { a++; length++; }
    if (length === 0) return '';
    runs[track].set(length, (runs[track].get(length) ?? 0) + 1);
  }
  const usual = (counts: ReadonlyMap<number, number>): number => [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
  return `${usual(runs.v)} : ${usual(runs.a)}`;
}
