/** A build of ffmpeg or ffprobe that was found to run. */
export interface Tool {
  readonly path: string;
  readonly version: string;
}

export interface Tools {
  readonly ffmpeg: Tool;
  readonly ffprobe: Tool;
}
