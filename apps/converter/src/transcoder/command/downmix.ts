/** What each channel of a layout is, in ffmpeg's order (libavutil/channel_layout.c). */
const layouts: Readonly<Record<string, string>> = {
  mono: 'FC',
  stereo: 'FL FR',
  downmix: 'FL FR',
  '2.1': 'FL FR LFE',
  '3.0': 'FL FR FC',
  '3.0(back)': 'FL FR BC',
  '4.0': 'FL FR FC BC',
  quad: 'FL FR BL BR',
  'quad(side)': 'FL FR SL SR',
  '3.1': 'FL FR FC LFE',
  '5.0': 'FL FR FC BL BR',
  '5.0(side)': 'FL FR FC SL SR',
  '4.1': 'FL FR FC LFE BC',
  '5.1': 'FL FR FC LFE BL BR',
  '5.1(side)': 'FL FR FC LFE SL SR',
  '6.0': 'FL FR FC BC SL SR',
  '6.0(front)': 'FL FR FLC FRC SL SR',
  hexagonal: 'FL FR FC BL BR BC',
  '6.1': 'FL FR FC LFE BC SL SR',
  '6.1(back)': 'FL FR FC LFE BL BR BC',
  '6.1(front)': 'FL FR LFE FLC FRC SL SR',
  '7.0': 'FL FR FC BL BR SL SR',
  '7.0(front)': 'FL FR FC FLC FRC SL SR',
  '7.1': 'FL FR FC LFE BL BR SL SR',
  '7.1(wide)': 'FL FR FC LFE BL BR FLC FRC',
  '7.1(wide-side)': 'FL FR FC LFE FLC FRC SL SR',
  octagonal: 'FL FR FC BL BR BC SL SR',
};

const half = Math.SQRT1_2;

type Gains = Readonly<Record<string, number>>;

/**
 * Where a channel goes that the target lacks: to the first of these whose channels it has, or to the last
 * one, whose channels may have to go further. The gains are those of ITU-R BS.775-4, table 2: √½
 * for the centre and for each surround; a low frequency channel is left out.
 */
const substitutes: Readonly<Record<string, readonly Gains[]>> = {
  FL: [{ FC: half }],
  FR: [{ FC: half }],
  FC: [{ FL: half, FR: half }],
  LFE: [],
  SL: [{ BL: 1 }, { BC: half }, { FL: half }],
  SR: [{ BR: 1 }, { BC: half }, { FR: half }],
  BL: [{ SL: 1 }, { BC: half }, { FL: half }],
  BR: [{ SR: 1 }, { BC: half }, { FR: half }],
  BC: [
    { BL: half, BR: half },
    { SL: half, SR: half },
    { FL: 0.5, FR: 0.5 },
  ],
  FLC: [{ FL: 1 }],
  FRC: [{ FR: 1 }],
};

/**
 * The filters that mix one layout into another with fewer channels or others, the same for every codec.
 * All gains are lowered by one factor, so that full scale in every channel stays within full scale.
 * @returns `undefined` where one of the layouts has no name
 */
export function downmix(from: string, to: string): string | undefined {
  const [sources, targets] = [layouts[from]?.split(' '), layouts[to]?.split(' ')];
  if (!sources || !targets) return undefined;
  const gains = sources.map((channel) => gainsOf(channel, targets));
  const rows = targets.map((target) => gains.map((gain) => gain[target] ?? 0));
  const loudest = Math.max(1, ...rows.map((row) => row.reduce((sum, gain) => sum + gain, 0)));
  const outputs = rows.map((row, index) => `c${index}=${sumOf(row, loudest)}`);
  // In whole numbers, ffmpeg's sum of full scale would wrap around to its opposite.
  return `aformat=sample_fmts=dblp,pan=${[to, ...outputs].join('|')}`;
}

function gainsOf(channel: string, targets: readonly string[]): Gains {
  if (targets.includes(channel)) return { [channel]: 1 };
  const choices = substitutes[channel] ?? [];
  const isThere = (gains: Gains) => Object.keys(gains).every((name) => targets.includes(name));
  const chosen = choices.find(isThere) ?? choices.at(-1) ?? {};
  const total: Record<string, number> = {};
  for (const [through, gain] of Object.entries(chosen)) {
    for (const [target, rest] of Object.entries(gainsOf(through, targets))) {
      total[target] = (total[target] ?? 0) + gain * rest;
    }
  }
  return total;
}

/** Rounded down, so that rounding never adds up to more than full scale. */
function sumOf(row: readonly number[], loudest: number): string {
  const terms = row.flatMap((gain, channel) =>
    gain === 0 ? [] : [`${Math.floor((gain / loudest) * 1e6) / 1e6}*c${channel}`],
  );
  return terms.length === 0 ? '0*c0' : terms.join('+');
}
