/** Names that muxers and editing programs leave in a container, with what each one says of the file. */

export interface SoftwareTrace {
  readonly pattern: RegExp;
  readonly kind: 're-encoded' | 'remuxed' | 'editor-trace';
}

/**
 * Editors first: their exports also carry the muxer below them. Sources: the programs' own output, MediaInfo's and ExifTool's tag lists.
 * Handler names that cameras share with libraries (VideoHandler, Core Media Video) are not in it.
 */
export const SOFTWARE_TRACES: readonly SoftwareTrace[] = [
  { pattern: /Premiere|After Effects|Adobe|Mainconcept|Final Cut|iMovie|DaVinci|Blackmagic|Vegas|Camtasia|Filmora|Wondershare|CyberLink|PowerDirector|Movavi|Pinnacle|EDIUS|Avid|Kdenlive|Shotcut|OpenShot|MLT|LosslessCut|Avidemux|VirtualDub|VideoPad|Bandicut|Boilsoft|SolveigMM|Nero|Corel|VideoStudio|Windows Movie Maker|Clipchamp|InShot|KineMaster|VivaVideo|VN Video/i, kind: 'editor-trace' },
  { pattern: /CapCut|剪映|JianyingPro|Jianying|lvpro|快影|必剪|爱剪辑|会声会影|万兴|秒剪|小影/i, kind: 'editor-trace' },
  { pattern: /HandBrake|Format ?Factory|格式工厂|Freemake|Any Video|XMedia|MediaCoder|小丸|VideoProc|ISO Media file produced by Google|YouTube|Vimeo|WeChat|微信|TikTok|抖音|douyin|bilibili|Twitter-vork/i, kind: 're-encoded' },
  { pattern: /Lavf|libavformat|FFmpeg|GPAC|MP4Box|mkvmerge|Bento4|L-SMASH|Mp4v2|QuickTime Pro|Yamb|Shaka|Unified Streaming|tsMuxeR/i, kind: 'remuxed' },
];
