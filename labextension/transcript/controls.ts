/** The bar above the rows: play, position, time, speed. */

import type { ITranscript } from './data';
import { drawing, element } from './dom';
import { formatTime } from './format';
import type { IPlayerState, Player } from './player';
import { Waveform } from './waveform';

const PLAY = 'M8 5.5v13l11-6.5z';
const PAUSE = 'M7 5h3.5v14H7zM13.5 5H17v14h-3.5z';
const SPEEDS = [0.75, 1, 1.25, 1.5, 2];

export class Controls {
  readonly node: HTMLElement;
  private readonly button: HTMLButtonElement;
  private readonly waveform: Waveform;
  private readonly clock: HTMLElement;
  private readonly problem: HTMLElement;
  private shown: boolean | null = null;

  constructor(transcript: ITranscript, player: Player) {
    this.button = element('button', 'cnb-play', { type: 'button' });
    this.button.addEventListener('click', () => {
      player.toggle();
    });
    this.waveform = new Waveform(transcript.peaks, transcript.duration, seconds => {
      player.seek(seconds);
    });
    this.clock = element('span', 'cnb-clock');
    this.problem = element('span', 'cnb-trouble', { role: 'status' });
    this.node = element(
      'div',
      'cnb-controls',
      { role: 'group', 'aria-label': 'Player' },
      this.button,
      this.waveform.node,
      this.clock,
      speedMenu(player),
      this.problem
    );
    this.update(player.state);
    player.onChange(state => {
      this.update(state);
    });
  }

  private update({ time, duration, playing, problem }: IPlayerState): void {
    this.waveform.update(time, duration);
    this.clock.textContent = `${formatTime(time)} / ${formatTime(duration)}`;
    this.button.disabled = problem !== null;
    if (this.problem.textContent !== (problem ?? '')) {
      this.problem.textContent = problem;
    }
    if (playing !== this.shown) {
      this.shown = playing;
      this.button.setAttribute('aria-label', playing ? 'Pause' : 'Play');
      this.button.replaceChildren(drawing('cnb-icon', '0 0 24 24', playing ? PAUSE : PLAY));
    }
  }
}

function speedMenu(player: Player): HTMLSelectElement {
  const menu = element('select', 'cnb-speed', { 'aria-label': 'Playback speed' });
  for (const speed of SPEEDS) {
    menu.append(element('option', '', { value: speed }, `${String(speed)}×`));
  }
  menu.value = '1';
  menu.addEventListener('change', () => {
    player.setRate(Number(menu.value));
  });
  return menu;
}
