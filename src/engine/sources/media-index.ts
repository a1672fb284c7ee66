/** The opened file before any decoding: summary, exact packet tables, box tree, and the packets' bytes. */
import type { WireError } from '../../core/errors';
import type { MediaSummary } from '../../core/recording';
import type { BoxNode, EmbeddedClock, PacketTable } from '../../core/tables';

export interface MediaIndex {
  readonly summary: MediaSummary;
  readonly video: PacketTable | null;
  readonly audio: PacketTable | null;
  readonly boxes: readonly BoxNode[];
  /** Ready for VideoDecoder / AudioDecoder.configure (with description where the codec has one); null when not known. */
  readonly videoConfig: VideoDecoderConfig | null;
  /** Where another decoder configuration begins (several sample descriptions in one track), after the first; absent when there is one. */
  readonly videoConfigChanges?: readonly { readonly packet: number; readonly config: VideoDecoderConfig }[];
  readonly audioConfig: AudioDecoderConfig | null;
  /** What is damaged although the file opened: missing bytes, unreadable boxes. Absent or empty when nothing is. */
  readonly issues?: readonly WireError[];
  /** Payload of one packet by decode-order index. Sequential calls are served from one large read-ahead. */
  readPacket(track: 'video' | 'audio', packet: number): Promise<Uint8Array>;
  /** What `readPacket` returns is the caller's, buffer and all: it may be transferred on. Absent where the reader keeps its own. */
  readonly givesPackets?: boolean;
  /** Up to `maxBytes` from the start of a packet, cheaper where packets are large. */
  readPacketHead(track: 'video' | 'audio', packet: number, maxBytes: number): Promise<Uint8Array>;
  /** Second clocks in the file; absent where the container has no place for one. @param tick called between reads */
  readClocks?(tick: () => Promise<void>): Promise<readonly EmbeddedClock[]>;
  close(): void;
}
