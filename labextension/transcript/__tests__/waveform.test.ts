import { describe, expect, it, vi } from 'vitest';

import { resample, Waveform } from '../waveform';
import { press } from './fixtures';

function slider(duration = 100): { node: HTMLElement; seeks: number[]; view: Waveform } {
  const seeks: number[] = [];
  const view = new Waveform([10, 90], duration, seconds => seeks.push(seconds));
  return { node: view.node, seeks, view };
}

describe('resample', () => {
  it('keeps the loudest value of each part', () => {
    expect(resample([1, 9, 2, 3], 2)).toEqual([9, 3]);
  });

  it('repeats values where there are fewer than bars', () => {
    expect(resample([5, 7], 4)).toEqual([5, 5, 7, 7]);
  });

  it('is silent where there are none', () => {
    expect(resample([], 3)).toEqual([0, 0, 0]);
  });
});

describe('Waveform', () => {
  it('tells its position to assistive technology', () => {
    const { node, view } = slider(90);
    view.update(30, 90);
    expect(node.getAttribute('role')).toBe('slider');
    expect(node.getAttribute('aria-valuenow')).toBe('30');
    expect(node.getAttribute('aria-valuemax')).toBe('90');
    expect(node.getAttribute('aria-valuetext')).toBe('0:30 of 1:30');
    expect(node.style.getPropertyValue('--cnb-played')).toBe('33.33%');
  });

  it.each([
    ['ArrowRight', 55],
    ['ArrowUp', 55],
    ['ArrowLeft', 45],
    ['PageUp', 80],
    ['PageDown', 20],
    ['Home', 0],
    ['End', 100]
  ])('goes with %s to %d s', (key, expected) => {
    const { node, seeks, view } = slider();
    view.update(50, 100);
    press(node, key);
    expect(seeks).toEqual([expected]);
  });

  it('stays inside the recording and leaves other keys alone', () => {
    const { node, seeks, view } = slider();
    view.update(98, 100);
    press(node, 'ArrowRight');
    press(node, 'a');
    expect(seeks).toEqual([100]);
  });

  it('goes where the pointer is pressed', () => {
    const { node, seeks } = slider();
    vi.spyOn(node, 'getBoundingClientRect').mockReturnValue(new DOMRect(10, 0, 200, 40));
    node.setPointerCapture = (): void => undefined; // jsdom has none
    const at = (clientX: number, buttons: number): MouseEvent =>
      new MouseEvent('pointerdown', { clientX, buttons });
    node.dispatchEvent(at(60, 1));
    node.dispatchEvent(at(160, 2)); // another button
    node.dispatchEvent(at(999, 1));
    expect(seeks).toEqual([25, 100]);
  });
});
