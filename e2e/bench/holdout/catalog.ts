/** Which stretches of which recordings the held-out corpus is made from: each looked at frame by frame for native cuts, and tagged by its motion. */

export type Motion = 'walk' | 'handheld' | 'vehicle' | 'pan' | 'static-busy' | 'static-quiet' | 'static-near';

/** One uncut stretch of one camera. */
export interface Stretch {
  readonly file: string;
  readonly camera: string;
  readonly motion: Motion;
  readonly fromS: number;
  readonly toS: number;
  /** Rate on which its pictures are laid, one after another; null keeps the recording's own variable time. */
  readonly fps: number | null;
  /** Picture width it is brought to; height follows. */
  readonly width: number;
  /** own: its sound is kept; made: room tone and speech are mixed for it; none: no sound track. */
  readonly sound: 'own' | 'made' | 'none';
  /** It carries a running on-screen clock of its own. */
  readonly clock?: true;
}

const NTSC = 30000 / 1001;

/** Cameras that lend only short or irregular stretches: used uncut, and as foreign material. */
export const SHORT: readonly Stretch[] = [
  { file: 'phone-h264.mp4', camera: 'ducks', motion: 'static-busy', fromS: 0, toS: 3.5, fps: 30, width: 1280, sound: 'own' },
  { file: 'mpeg4-mp3.avi', camera: 'bird', motion: 'pan', fromS: 0.6, toS: 3.9, fps: 24, width: 640, sound: 'made' },
  { file: 'endcard.mp4', camera: 'selfie', motion: 'handheld', fromS: 0.4, toS: 3.4, fps: 30, width: 480, sound: 'own' },
];

/** Recordings whose own time varies: used uncut, with that time. */
export const IRREGULAR: readonly Stretch[] = [
  { file: 'h263-amr.3gp', camera: 'phone-3gp', motion: 'handheld', fromS: 0, toS: 11, fps: null, width: 352, sound: 'own' },
  { file: 'traffic-vfr.mp4', camera: 'traffic', motion: 'static-busy', fromS: 20, toS: 30, fps: null, width: 960, sound: 'made' },
  { file: 'box.mp4', camera: 'box', motion: 'static-near', fromS: 3, toS: 13, fps: null, width: 640, sound: 'own' },
];

/** Cameras long enough to be edited. */
export const LONG: readonly Stretch[] = [
  { file: 'box.mp4', camera: 'box', motion: 'static-near', fromS: 0.5, toS: 14.8, fps: 30, width: 640, sound: 'own' },
  { file: 'carpark.mp4', camera: 'carpark', motion: 'static-quiet', fromS: 0, toS: 14, fps: 15, width: 640, sound: 'none' },
  { file: 'cat.mp4', camera: 'cat', motion: 'static-near', fromS: 4, toS: 18, fps: 10, width: 640, sound: 'made' },
  { file: 'classroom.mov', camera: 'classroom', motion: 'handheld', fromS: 1, toS: 15, fps: 24, width: 640, sound: 'own' },
  { file: 'crossroads.mp4', camera: 'crossroads', motion: 'static-busy', fromS: 13, toS: 27, fps: 30, width: 636, sound: 'made' },
  { file: 'dash-clock.mp4', camera: 'dash-clock', motion: 'vehicle', fromS: 0.4, toS: 14.4, fps: 25, width: 640, sound: 'made', clock: true },
  { file: 'forest-run.mp4', camera: 'forest-run', motion: 'walk', fromS: 8, toS: 22, fps: NTSC, width: 640, sound: 'own' },
  { file: 'phone-hevc.mp4', camera: 'phone-hevc', motion: 'handheld', fromS: 5, toS: 19, fps: 30, width: 1280, sound: 'own' },
  { file: 'ptz.mp4', camera: 'ptz', motion: 'pan', fromS: 8, toS: 21, fps: 10, width: 640, sound: 'none' },
  { file: 'roadside-cam4.mp4', camera: 'roadside', motion: 'static-busy', fromS: 9, toS: 23, fps: 25, width: 640, sound: 'made' },
  { file: 'skate.mp4', camera: 'skate', motion: 'pan', fromS: 0.4, toS: 13.9, fps: NTSC, width: 576, sound: 'own' },
  { file: 'msmpeg4.avi', camera: 'aerial', motion: 'static-quiet', fromS: 1, toS: 12.4, fps: 30, width: 640, sound: 'none' },
  { file: 'vp8.webm', camera: 'store', motion: 'static-near', fromS: 1.9, toS: 12.9, fps: NTSC, width: 596, sound: 'made' },
  { file: 'night-endcard.mp4', camera: 'night', motion: 'vehicle', fromS: 5.6, toS: 11.2, fps: 30, width: 1280, sound: 'own', clock: true },
  { file: 'plaza.mp4', camera: 'plaza', motion: 'static-quiet', fromS: 34, toS: 48, fps: NTSC, width: 640, sound: 'made', clock: true },
  { file: 'street.mp4', camera: 'street', motion: 'static-busy', fromS: 15, toS: 29, fps: 30, width: 640, sound: 'own', clock: true },
];

/** Second stretches, for same-scene insertions and for other rates of the same cameras. */
export const SECOND: readonly Stretch[] = [
  { file: 'roadside-cam4.mp4', camera: 'roadside', motion: 'static-busy', fromS: 0, toS: 24, fps: 50, width: 960, sound: 'made' },
  { file: 'carpark.mp4', camera: 'carpark', motion: 'static-quiet', fromS: 4, toS: 18, fps: 30, width: 316, sound: 'none' },
  { file: 'cat.mp4', camera: 'cat', motion: 'static-near', fromS: 8, toS: 29, fps: 20, width: 480, sound: 'none' },
  { file: 'phone-hevc.mp4', camera: 'phone-hevc', motion: 'handheld', fromS: 19, toS: 29, fps: 25, width: 960, sound: 'made' },
  { file: 'forest-run.mp4', camera: 'forest-run', motion: 'walk', fromS: 22, toS: 30, fps: 25, width: 640, sound: 'made' },
  { file: 'crossroads.mp4', camera: 'crossroads', motion: 'static-busy', fromS: 27, toS: 38, fps: 25, width: 636, sound: 'made' },
  { file: 'dash-clock.mp4', camera: 'dash-clock', motion: 'vehicle', fromS: 15, toS: 27.6, fps: 25, width: 640, sound: 'none', clock: true },
  { file: 'classroom.mov', camera: 'classroom', motion: 'handheld', fromS: 9, toS: 18.6, fps: 30, width: 960, sound: 'made' },
];
