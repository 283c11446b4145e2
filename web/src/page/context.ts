import type { Api } from '../wire/api.ts';
import type { Terminals } from '../wire/terminals.ts';
import type { Choices } from '../wire/terminal.ts';
import type { Preferences } from './preferences.ts';
import type { Ticker } from './ticker.ts';

/** What every part of the page may use. */
export interface Context {
  api: Api;
  choices: Choices;
  terminals: Terminals;
  preferences: Preferences;
  ticker: Ticker;
  /** Shows the form for a new terminal. */
  openForm(): void;
  /** Asks, and ends the terminal if the answer is yes. */
  close(id: string): Promise<void>;
  /** Says something that is seen for a while, and read out. */
  tell(words: string): void;
}
