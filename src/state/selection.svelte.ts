/** What is chosen now: a recording and a finding in it. The playhead is not state; asking it to move is. */
import type { Box01 } from '../core/finding';
import type { RecordingId } from '../core/recording';
import type { TimeUs } from '../core/time';

/** A place in a picture that is pointed at: its frame, its box of the coded picture, and the words that stand there. */
export interface PointedAt {
  readonly recordingId: RecordingId;
  readonly atUs: TimeUs;
  readonly box: Box01;
  readonly words: string;
}

/** `serial` tells two requests for the same time apart. */
export interface SeekRequest {
  readonly recordingId: RecordingId;
  readonly timeUs: TimeUs;
  readonly serial: number;
}

export class Selection {
  #recordingId = $state<RecordingId | null>(null);
  #findingId = $state<string | null>(null);
  #seek = $state.raw<SeekRequest | null>(null);
  #pointed = $state.raw<PointedAt | null>(null);
  #serial = 0;

  /** Called when another recording is chosen. */
  onRecording: (id: RecordingId | null) => void = () => undefined;

  get recordingId(): RecordingId | null {
    return this.#recordingId;
  }

  get findingId(): string | null {
    return this.#findingId;
  }

  /** Where the player was last asked to go. */
  get seek(): SeekRequest | null {
    return this.#seek;
  }

  /** What was pointed at last in the recording that is chosen; it is seen where its frame is on screen. */
  get pointed(): PointedAt | null {
    return this.#pointed;
  }

  selectRecording(id: RecordingId | null): void {
    if (id === this.#recordingId) return;
    this.#recordingId = id;
    this.#findingId = null;
    this.#seek = null;
    this.#pointed = null;
    this.onRecording(id);
  }

  /** Asks for a place of a recording; the finding stays chosen where it is that recording's. */
  show(recordingId: RecordingId, timeUs: TimeUs): void {
    this.selectRecording(recordingId);
    this.#seek = { recordingId, timeUs, serial: ++this.#serial };
  }

  /** Shows the frame, and the box in it. */
  point(place: PointedAt): void {
    this.show(place.recordingId, place.atUs);
    this.#pointed = place;
  }

  /** `seekTo`: also show this time; null leaves the playhead. */
  selectFinding(recordingId: RecordingId, findingId: string | null, seekTo: TimeUs | null): void {
    this.selectRecording(recordingId);
    this.#findingId = findingId;
    if (seekTo !== null) this.#seek = { recordingId, timeUs: seekTo, serial: ++this.#serial };
  }
}
