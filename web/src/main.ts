import { App } from './page/app.ts';
import { Preferences } from './page/preferences.ts';
import { signInPage } from './page/sign-in-page.ts';
import { Ticker } from './page/ticker.ts';
import { followKeyboard } from './page/viewport.ts';
import { waitingPage } from './page/waiting-page.ts';
import { LIST_HASH, routeOf } from './rules/route.ts';
import { Api } from './wire/api.ts';

const api = new Api();
const ticker = new Ticker();
const preferences = new Preferences();
api.onServerTime = (millis) => ticker.serverSays(millis);
followKeyboard();
void start();

/** Signs in with the key of the address, if there is one, and shows what the caller may see. */
async function start(): Promise<void> {
  const route = routeOf(location.hash);
  let refusal = '';
  if (route.kind === 'sign-in') {
    // At once: a key in the address could be seen, bookmarked, or sent on.
    history.replaceState(null, '', LIST_HASH);
    const outcome = await api.signIn(route.key);
    if (!outcome.ok) refusal = `${outcome.problem.words} ${outcome.problem.advice}`;
  }
  await enter(refusal);
}

async function enter(refusal: string): Promise<void> {
  const choices = await api.choices();
  if (choices.ok) {
    const app = new App(document.body, api, choices.value, preferences, ticker);
    api.onSignedOut = () => {
      app.stop();
      signInPage(document.body, api, 'You are signed out.', () => location.reload());
    };
    app.start();
  } else if (choices.problem.status === 401) {
    signInPage(document.body, api, refusal, () => enter(''));
  } else {
    waitingPage(document.body, choices.problem, () => enter(refusal));
  }
}

// A key pasted into the address bar of an open page changes nothing but the part behind #.
addEventListener('hashchange', () => {
  if (location.hash.startsWith('#key=')) location.reload();
});
