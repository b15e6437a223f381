// Short synthesised tones, one per kind of answer. A refusal sounds like a question, never
// like an alarm. Shape, word and colour always say the same.

const TONES = {
  // [frequency in Hz, start in s, length in s]
  lent: [[659, 0, 0.11], [988, 0.1, 0.22]],
  returned: [[784, 0, 0.12], [523, 0.11, 0.24]],
  attention: [[587, 0, 0.14], [587, 0.2, 0.2]],
  again: [[440, 0, 0.1], [494, 0.12, 0.14]],
  call: [[523, 0, 0.2], [659, 0.18, 0.2], [784, 0.36, 0.36]],
};
const LOUDNESS = 0.22;

// Made while nobody waits: opening the sound device under the first key of a scan would
// stop the page for a tenth of a second.
const context = window.AudioContext ? new AudioContext({ latencyHint: "interactive" }) : undefined;

/** Browsers let a page sound only after a touch or key, unless started with the flag
    --autoplay-policy=no-user-gesture-required (the locked kiosk browser is). */
function ready() {
  if (context?.state === "suspended") context.resume().catch(() => undefined);
  return context;
}

for (const gesture of ["pointerdown", "keydown"]) {
  window.addEventListener(gesture, ready, { once: true, capture: true });
}

/** Play the tones of `kind`; unknown kinds and "none" are silent. */
export function play(kind) {
  const tones = TONES[kind];
  const audio = tones && ready();
  if (!audio || audio.state !== "running") return;
  const now = audio.currentTime + 0.01;
  for (const [frequency, start, length] of tones) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.type = "triangle";
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, now + start);
    volume.gain.linearRampToValueAtTime(LOUDNESS, now + start + 0.012);
    volume.gain.exponentialRampToValueAtTime(0.0008, now + start + length);
    tone.connect(volume).connect(audio.destination);
    tone.start(now + start);
    tone.stop(now + start + length + 0.02);
  }
}
