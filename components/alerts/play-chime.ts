const NOTES_HZ = [659, 880] as const;
const NOTE_SECONDS = 0.18;
const LOUDNESS = 0.08;

/** One for the page: a browser gives out only so many. */
let context: AudioContext | null = null;

/** Plays two quiet notes, made here: nothing is loaded. Silent where the browser does not let a page sound yet. */
export function playChime(): void {
  if (typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  // Until somebody has used the page it may not sound: notes that wait for that would all sound at once later.
  if (context.state === "suspended") return void context.resume().catch(() => undefined);
  for (const [index, frequency] of NOTES_HZ.entries()) {
    const tone = new OscillatorNode(context, { frequency });
    const gain = new GainNode(context, { gain: LOUDNESS });
    const from = context.currentTime + index * NOTE_SECONDS;
    gain.gain.setValueAtTime(LOUDNESS, from);
    gain.gain.exponentialRampToValueAtTime(0.001, from + NOTE_SECONDS);
    tone.connect(gain).connect(context.destination);
    tone.start(from);
    tone.stop(from + NOTE_SECONDS);
  }
}
