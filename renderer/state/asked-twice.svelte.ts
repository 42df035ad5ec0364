/** What cannot be had back is asked for twice: the first press only asks, the second one in a row does it. */
export class AskedTwice<Id> {
  #asked = $state.raw<Id>();

  /** Whether the next press does it. */
  asks(id: Id): boolean {
    return this.#asked === id;
  }

  press(id: Id, act: () => void): void {
    const sure = this.asks(id);
    this.#asked = sure ? undefined : id;
    if (sure) act();
  }

  forget(): void {
    this.#asked = undefined;
  }
}
