import { App } from './page/app.ts';
import { Preferences } from './page/preferences.ts';
import { forgetSecrets } from './page/secrets.ts';
import { signInPage, WITH_KEY, WITH_TOKEN } from './page/sign-in-page.ts';
import { Ticker } from './page/ticker.ts';
import { followKeyboard } from './page/viewport.ts';
import { waitingPage } from './page/waiting-page.ts';
import { LIST_HASH, routeOf } from './rules/route.ts';
import { Api } from './wire/api.ts';
import type { Choices } from './wire/terminal.ts';

const api = new Api();
const ticker = new Ticker();
const preferences = new Preferences();
let app: App | undefined;
api.onServerTime = (millis) => ticker.serverSays(millis);
api.onSignedOut = () => leave('Your session has ended. Sign in to go on where you were.');
followKeyboard();
addEventListener('pagehide', forgetSecrets);
addEventListener('hashchange', ({ oldURL }) => void signInWithAddress(new URL(oldURL).hash));
void start();

/** Signs in with the key of the address, if there is one, and shows what the caller may see. */
async function start(): Promise<void> {
  const refusal = await useAddress(LIST_HASH);
  await enter(refusal ?? '');
}

async function enter(refusal: string): Promise<void> {
  const choices = await api.choices();
  if (choices.ok) await show(choices.value);
  else if (choices.problem.status === 401) await askWho(refusal, () => void enter(''));
  else waitingPage(document.body, choices.problem, () => void enter(refusal));
}

async function show(choices: Choices): Promise<void> {
  // With the one key there is one person: everybody's terminals are that person's own.
  const severalPeople = choices.admin === true && (await signsInWithToken());
  app = new App(document.body, api, choices, preferences, ticker, {
    seesEverybody: severalPeople,
    left: () => leave('You are signed out.'),
  });
  app.start();
}

/** Nobody is signed in any more; what was on the page is of no use, and the address stays. */
function leave(said: string): void {
  if (app === undefined) return;
  app.stop();
  app = undefined;
  forgetSecrets();
  document.body.replaceChildren();
  void askWho(said, () => location.reload());
}

async function askWho(said: string, signedIn: () => void): Promise<void> {
  const outcome = await api.signInWith();
  if (!outcome.ok && (outcome.problem.status === 0 || outcome.problem.status >= 500)) {
    return waitingPage(document.body, outcome.problem, () => void askWho(said, signedIn));
  }
  const way = outcome.ok && outcome.value?.with === 'token' ? WITH_TOKEN : WITH_KEY;
  signInPage(document.body, api, way, said, signedIn);
}

async function signsInWithToken(): Promise<boolean> {
  const outcome = await api.signInWith();
  return outcome.ok && outcome.value?.with === 'token';
}

/** A key pasted into the address bar of an open page changes nothing but the part behind #. */
async function signInWithAddress(before: string): Promise<void> {
  const refusal = await useAddress(before === '' ? LIST_HASH : before);
  if (refusal === '') location.reload();
  else if (refusal !== undefined && app === undefined) await askWho(refusal, () => location.reload());
}

/** What the service says to the key in the address, '' when it is let in; nothing without a key. */
async function useAddress(instead: string): Promise<string | undefined> {
  const route = routeOf(location.hash);
  if (route.kind !== 'sign-in') return undefined;
  // At once: a key in the address could be seen, bookmarked, or sent on.
  history.replaceState(null, '', instead);
  const outcome = await api.signIn({ key: route.key });
  return outcome.ok ? '' : `${outcome.problem.words} ${outcome.problem.advice}`;
}
