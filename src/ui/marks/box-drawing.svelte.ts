/** Drawing a box for the chosen mark: playback waits, the mark's moment is shown, and the box belongs to the picture on which it was drawn. */
import type { Box01 } from '../../core/finding';
import type { TimeUs } from '../../core/time';
import type { RecordingPlayer } from '../../player/recording-player';
import type { Marks } from '../../state/marks.svelte';

export class BoxDrawing {
  readonly #marks: Marks;
  readonly #player: Pick<RecordingPlayer, 'pause' | 'seek' | 'settled' | 'playhead'>;
  #on = $state(false);
  /** Where the playhead stood once the mark's moment was shown. */
  #shownUs: TimeUs | null = null;

  constructor(marks: Marks, player: Pick<RecordingPlayer, 'pause' | 'seek' | 'settled' | 'playhead'>) {
    this.#marks = marks;
    this.#player = player;
  }

  get on(): boolean { return this.#on; }

  set(on: boolean): void {
    if (on) void this.#begin();
    else this.#on = false;
  }

  /** A point moves to the picture that was looked for after drawing had begun. @param box of the coded picture; null: left without one */
  async end(box: Box01 | null): Promise<void> {
    this.#on = false;
    const { one } = this.#marks;
    if (box === null || one === null) return;
    const { timeUs } = this.#player.playhead.state;
    const moved = this.#shownUs !== null && timeUs !== this.#shownUs && one.startUs === one.endUs;
    await this.#marks.setBox(one, box, moved ? timeUs : one.startUs);
  }

  async #begin(): Promise<void> {
    const { one } = this.#marks;
    if (one === null) return;
    this.#player.pause();
    const { timeUs } = this.#player.playhead.state;
    if (timeUs < one.startUs || timeUs > one.endUs) this.#player.seek(one.startUs);
    this.#shownUs = null;
    this.#on = true;
    await this.#player.settled();
    this.#shownUs = this.#player.playhead.state.timeUs;
  }
}
