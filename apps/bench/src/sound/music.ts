export const sampleRate = 44_100;
export const channels = 2;

const framesPerBeat = sampleRate / 2;
/** Hz: A minor, F, C, G, a bar each. */
const bars = [
  [110, 220, 261.63, 329.63],
  [87.31, 174.61, 220, 261.63],
  [65.41, 196, 261.63, 329.63],
  [98, 196, 246.94, 293.66],
] as const;
const beatsPerBar = 4;
const overtones = 8;
const secondsOfNote = 1;

/** From -1 to 1, for each channel. */
type Tape = readonly [left: Float32Array, right: Float32Array];

/**
 * 8 seconds of plucked strings and a drum that can be repeated without a seam, always the same. It has
 * what encoders spend their time on in music: onsets, decaying overtones, noise and two channels that differ.
 */
export function music(): Tape {
  const frames = bars.length * beatsPerBar * framesPerBeat;
  const tape: Tape = [new Float32Array(frames), new Float32Array(frames)];
  const noise = whiteNoise();
  bars.forEach((chord, bar) => {
    strum(tape, chord, bar * beatsPerBar);
  });
  for (let start = 0; start < frames; start += framesPerBeat / 2) {
    mix(tape, drum(noise), { start, pan: 0.5 });
  }
  return tape;
}

/** The notes of a chord one after the other, each from another side, on each beat of a bar. */
function strum(tape: Tape, chord: readonly number[], firstBeat: number): void {
  chord.forEach((frequency, index) => {
    const note = pluck(frequency);
    const pan = (index + 1) / (chord.length + 1);
    for (let beat = firstBeat; beat < firstBeat + beatsPerBar; beat += 1) {
      mix(tape, note, { start: Math.round((beat + index / 16) * framesPerBeat), pan });
    }
  });
}

/** The higher an overtone, the softer it starts and the sooner it is gone. */
function pluck(frequency: number): Float32Array {
  const note = new Float32Array(secondsOfNote * sampleRate);
  for (let overtone = 1; overtone <= overtones; overtone += 1) {
    const radians = (2 * Math.PI * frequency * overtone) / sampleRate;
    const decay = Math.exp(-(2 + overtone) / sampleRate);
    let amplitude = 0.25 / overtone;
    for (let frame = 0; frame < note.length; frame += 1) {
      note[frame] = (note[frame] ?? 0) + amplitude * Math.sin(radians * frame);
      amplitude *= decay;
    }
  }
  return note;
}

/** A burst of noise, brighter than white. */
function drum(noise: () => number): Float32Array {
  const decay = Math.exp(-30 / sampleRate);
  let amplitude = 0.3;
  let last = 0;
  return new Float32Array(framesPerBeat / 2).map(() => {
    const change = noise() - last;
    last += change;
    amplitude *= decay;
    return amplitude * change;
  });
}

interface Place {
  readonly start: number;
  /** 0 is left, 1 is right. */
  readonly pan: number;
}

/** What rings on past the end is heard at the beginning. */
function mix([left, right]: Tape, sound: Float32Array, { start, pan }: Place): void {
  sound.forEach((value, index) => {
    const frame = (start + index) % left.length;
    left[frame] = (left[frame] ?? 0) + value * (1 - pan);
    right[frame] = (right[frame] ?? 0) + value * pan;
  });
}

/** Numbers from -1 to 1 by Marsaglia's xorshift (2003), so that every run has the same ones. */
function whiteNoise(): () => number {
  let state = 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 0x8000_0000;
  };
}
