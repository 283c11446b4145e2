import { duration } from '../rules/countdown.ts';
import { ttlChoices, ttlComplaint } from '../rules/ttl.ts';
import type { Choices } from '../wire/terminal.ts';
import { h, show } from './dom.ts';
import { Field } from './field.ts';

const OTHER = 'other';

/** How long a terminal may be left alone: the usual times, or any number of minutes. */
export class TtlField {
  readonly field: Field<HTMLSelectElement>;
  readonly minutes: Field<HTMLInputElement>;

  /** @param lifetimeSeconds the longest life that a terminal may have */
  constructor(
    private readonly bounds: Choices['ttlSeconds'],
    lifetimeSeconds?: number,
  ) {
    const select = h(
      'select',
      { onchange: () => this.#turn() },
      ...ttlChoices(bounds).map(({ seconds, words }) => h('option', { value: `${seconds}` }, words)),
      h('option', { value: OTHER }, 'Other…'),
    );
    select.value = `${bounds.default}`;
    this.field = new Field(
      'ttlSeconds',
      'Ends when unused for',
      select,
      lifetimeSeconds === undefined
        ? 'As long as you use it, it stays.'
        : `As long as you use it, it stays, for ${duration(lifetimeSeconds)} at most.`,
    );
    this.minutes = new Field(
      'minutes',
      'Minutes',
      h('input', { type: 'number', inputMode: 'numeric', min: '1', step: '1' }),
      `From ${duration(bounds.min)} to ${duration(bounds.max)}.`,
    );
    this.#turn();
  }

  get seconds(): number {
    return this.#isOther() ? Math.round(Number(this.minutes.value) * 60) : Number(this.field.value);
  }

  wrong(): Field | undefined {
    const words = this.#isOther() ? ttlComplaint(this.seconds, this.bounds) : '';
    this.minutes.complain(words);
    return words === '' ? undefined : this.minutes;
  }

  #isOther(): boolean {
    return this.field.value === OTHER;
  }

  #turn(): void {
    show(this.minutes.element, this.#isOther());
  }
}
