import type { Kind } from '../rules/credential.ts';
import type { Api } from '../wire/api.ts';
import type { Terminals } from '../wire/terminals.ts';
import type { Choices, Terminal } from '../wire/terminal.ts';
import type { Preferences } from './preferences.ts';
import type { Ticker } from './ticker.ts';

/** What every part of the page may use. */
export interface Context {
  api: Api;
  choices: Choices;
  terminals: Terminals;
  preferences: Preferences;
  ticker: Ticker;
  /** What this page has opened terminals with: the kind, never the credential itself. */
  openedWith: Map<string, Kind>;
  /** Whether the list can be everybody's. */
  seesEverybody: boolean;
  /** Shows the form for a new terminal. */
  openForm(): void;
  /** Asks, and ends the terminal if the answer is yes. */
  close(terminal: Terminal): Promise<void>;
  /** Shows the form for a newer credential. */
  renew(terminal: Terminal): void;
  /** Ends the session of this browser. */
  signOut(): Promise<void>;
  /** Says something that is seen for a while, and read out. */
  tell(words: string): void;
}
