/** What a written document needs beside its blocks: pictures by hash, its language, and what stands at the foot of each page. */

/** A still as it was kept, or a finding's picture as it was made. */
export interface DocumentPicture {
  readonly data: Uint8Array;
  readonly type: 'jpg' | 'png';
  /** Pixels; only their ratio matters here. */
  readonly width: number;
  readonly height: number;
}

export interface DocumentOptions {
  /** By hash; a still that is not there is named by its hash alone, a finding's picture by its caption. */
  readonly pictures: ReadonlyMap<string, DocumentPicture>;
  readonly title: string;
  readonly author: string;
  /** Language of the text, e.g. 'zh-CN'. */
  readonly locale: string;
  /** The foot of each page around the numbers, e.g. ['Page ', ' of ', '']. */
  readonly foot: readonly [string, string, string];
}
