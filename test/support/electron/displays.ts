import { EventEmitter } from 'node:events';
import type { Display, Rectangle, Screen } from 'electron';
import { standsFor } from './seam';

/** The screens of the machine. A test plugs them in and out. */
class StandInDisplays extends EventEmitter implements Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'> {
  #areas: readonly Rectangle[] = [{ x: 0, y: 0, width: 1920, height: 1040 }];

  getAllDisplays(): Display[] {
    return this.#areas.map((workArea, id) => standsFor<Display>({ id, workArea, bounds: workArea }));
  }

  getPrimaryDisplay(): Display {
    const [first] = this.getAllDisplays();
    if (first === undefined) throw new Error('There is always a screen.');
    return first;
  }

  plug(area: Rectangle): void {
    this.#areas = [...this.#areas, area];
    this.emit('display-added', {}, this.getAllDisplays().at(-1));
  }

  unplug(): void {
    const gone = this.getAllDisplays().at(-1);
    this.#areas = this.#areas.slice(0, -1);
    this.emit('display-removed', {}, gone);
  }
}

export const displays = new StandInDisplays();
