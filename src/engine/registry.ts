/** The one explicit list of detectors: what is not here does not run. */
import type { DetectorSpec, PassId } from './detector';
import { muteDetector } from './detectors/audio/mute.detector';
import { discontinuityDetector } from './detectors/audio/discontinuity.detector';
import { repeatDetector } from './detectors/audio/repeat.detector';
import { replacedDetector } from './detectors/audio/replaced.detector';
import { bandwidthDetector } from './detectors/audio/bandwidth.detector';
import { humPhaseDetector } from './detectors/audio/hum-phase.detector';
import { clockInsertionDetector } from './detectors/clock/clock-insertion.detector';
import { clockJumpDetector } from './detectors/clock/clock-jump.detector';
import { clockRateDetector } from './detectors/clock/clock-rate.detector';
import { clockStartDetector } from './detectors/clock/clock-start.detector';
import { frozenClockDetector } from './detectors/clock/frozen-clock.detector';
import { tickPhaseDetector } from './detectors/clock/tick-phase.detector';
import { shortSoundDetector } from './detectors/audio/short-sound.detector';
import { blankDetector } from './detectors/frame/blank.detector';
import { cutDetector } from './detectors/frame/cut.detector';
import { duplicateDetector } from './detectors/frame/duplicate.detector';
import { freezeDetector } from './detectors/frame/freeze.detector';
import { insertionDetector } from './detectors/frame/insertion.detector';
import { leftOutBeatDetector } from './detectors/frame/left-out-beat.detector';
import { motionLeapDetector } from './detectors/frame/motion-leap.detector';
import { reversalDetector } from './detectors/frame/reversal.detector';
import { speedChangeDetector } from './detectors/frame/speed-change.detector';
import { stutterDetector } from './detectors/frame/stutter.detector';
import { avLedgerDetector } from './detectors/packet/av-ledger.detector';
import { headerDurationDetector } from './detectors/packet/header-duration.detector';
import { unreferencedBytesDetector } from './detectors/packet/unreferenced-bytes.detector';
import { soundStepDetector } from './detectors/packet/sound-step.detector';
import { stalledSizesDetector } from './detectors/packet/stalled-sizes.detector';
import { timestampFaultDetector } from './detectors/packet/timestamp-fault.detector';
import { timestampGapDetector } from './detectors/packet/timestamp-gap.detector';
import { brokenLinkDetector } from './detectors/bitstream/broken-link.detector';
import { codingRegimeDetector } from './detectors/bitstream/coding-regime.detector';
import { streamStartDetector } from './detectors/bitstream/stream-start.detector';
import { streamClockDetector } from './detectors/bitstream/stream-clock.detector';
import { encoderTextDetector } from './detectors/bitstream/encoder-text.detector';
import { frameNumDetector } from './detectors/bitstream/frame-num.detector';
import { gopLatticeDetector } from './detectors/bitstream/gop-lattice.detector';
import { idrPicIdDetector } from './detectors/bitstream/idr-pic-id.detector';
import { parameterSetsDetector } from './detectors/bitstream/parameter-sets.detector';
import { pictureOrderDetector } from './detectors/bitstream/picture-order.detector';
import { embeddedClockDetector } from './detectors/packet/embedded-clock.detector';
import { editListDetector } from './detectors/packet/edit-list.detector';
import { softwareTraceDetector } from './detectors/packet/software-trace.detector';
import { timeOfRecordingDetector } from './detectors/packet/time-of-recording.detector';

export const DETECTORS: readonly DetectorSpec[] = [
  discontinuityDetector,
  muteDetector,
  repeatDetector,
  replacedDetector,
  bandwidthDetector,
  humPhaseDetector,
  clockInsertionDetector,
  clockJumpDetector,
  clockRateDetector,
  clockStartDetector,
  frozenClockDetector,
  tickPhaseDetector,
  shortSoundDetector,
  brokenLinkDetector,
  codingRegimeDetector,
  streamStartDetector,
  streamClockDetector,
  encoderTextDetector,
  frameNumDetector,
  gopLatticeDetector,
  idrPicIdDetector,
  parameterSetsDetector,
  pictureOrderDetector,
  avLedgerDetector,
  embeddedClockDetector,
  editListDetector,
  softwareTraceDetector,
  headerDurationDetector,
  unreferencedBytesDetector,
  soundStepDetector,
  stalledSizesDetector,
  timeOfRecordingDetector,
  timestampFaultDetector,
  timestampGapDetector,
  blankDetector,
  cutDetector,
  duplicateDetector,
  freezeDetector,
  insertionDetector,
  leftOutBeatDetector,
  motionLeapDetector,
  reversalDetector,
  speedChangeDetector,
  stutterDetector,
];

/** Those of one pass, with that pass's item type. */
export function registeredFor<P extends PassId>(pass: P): readonly DetectorSpec<P>[] {
  return DETECTORS.filter((spec): spec is DetectorSpec<P> & DetectorSpec => spec.pass === pass);
}
