const NOTES_HZ = [659, 880] as const;
const NOTE_SECONDS = 0.18;
const LOUDNESS = 0.08;

/** Plays two quiet notes, made here: nothing is loaded. Silent where the browser does not let a page sound yet. */
export function playChime(): void {
  if (typeof AudioContext === "undefined") return;
  const context = new AudioContext();
  NOTES_HZ.forEach((frequency, index) => {
    const tone = new OscillatorNode(context, { frequency });
    const gain = new GainNode(context, { gain: LOUDNESS });
    const from = context.currentTime + index * NOTE_SECONDS;
    gain.gain.setValueAtTime(LOUDNESS, from);
    gain.gain.exponentialRampToValueAtTime(0.001, from + NOTE_SECONDS);
    tone.connect(gain).connect(context.destination);
    tone.start(from);
    tone.stop(from + NOTE_SECONDS);
    if (index === NOTES_HZ.length - 1) tone.onended = () => void context.close();
  });
}
