import type { Api, Outcome } from '../wire/api.ts';
import { shortName, type Terminal } from '../wire/terminal.ts';
import type { Terminals } from '../wire/terminals.ts';
import { ask } from './dialog.ts';
import { h } from './dom.ts';

/** What it takes to do something, and to say that it did not go well. */
interface Means {
  api: Api;
  terminals: Terminals;
  tell(words: string): void;
}

/** Asks, and ends the terminal if the answer is yes; whose it is is said where it is another's. */
export async function closeTerminal(means: Means, terminal: Terminal): Promise<void> {
  const own = means.terminals.get(terminal.terminalId) !== undefined;
  const words = [
    ...(own ? [] : [h('p', {}, `It belongs to ${terminal.owner}.`)]),
    h('p', {}, 'Everything that runs in it ends, and its files are gone.'),
  ];
  const title = `Close ${shortName(terminal)}?`;
  if (!(await ask(title, words, 'Close terminal', 'Keep it', 'danger'))) return;
  tellProblem(means, await means.api.close(terminal.terminalId));
}

/** Whether nobody is signed in any more. */
export async function signOut(means: Means): Promise<boolean> {
  const outcome = await means.api.signOut();
  if (outcome.ok || outcome.problem.status === 401) return true;
  tellProblem(means, outcome);
  return false;
}

function tellProblem({ tell }: Means, outcome: Outcome<void>): void {
  if (!outcome.ok) tell(`${outcome.problem.words} ${outcome.problem.advice}`);
}
