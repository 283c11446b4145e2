import { hashOf, LIST_HASH, routeOf } from '../rules/route.ts';
import type { Api } from '../wire/api.ts';
import { TerminalStream } from '../wire/stream.ts';
import type { Choices } from '../wire/terminal.ts';
import { Terminals } from '../wire/terminals.ts';
import { Activity } from './activity.ts';
import type { Context } from './context.ts';
import { closeTerminal, signOut } from './deeds.ts';
import { h, icon } from './dom.ts';
import { OPTIONS } from './icons.ts';
import { ListPage } from './list-page.ts';
import { OpenForm } from './open-form.ts';
import { keepTabs, keptTabs } from './open-tabs.ts';
import { showOptions } from './options.ts';
import type { Preferences } from './preferences.ts';
import { RenewForm } from './renew-form.ts';
import { Tabs } from './tabs.ts';
import { TerminalTab } from './terminal-tab.ts';
import type { Ticker } from './ticker.ts';
import { Toasts } from './toasts.ts';

const LIST = 'list';

/** What the page around the app decides, and is told. */
export interface Surroundings {
  seesEverybody: boolean;
  /** Somebody has signed out. */
  left(): void;
}

/** The whole page of somebody who is signed in: tabs, the first of them the list. */
export class App {
  #context: Context;
  #stream: TerminalStream;
  #tabs: Tabs;
  #list: ListPage;
  #open = new Map<string, TerminalTab>();
  /** Tabs of before a reload, whose terminals may be gone, or another person's. */
  #restored: string[] = [];
  #toasts: Toasts;
  #activity: Activity;
  #ends: Array<() => void> = [];
  #shown: string | undefined;

  constructor(
    private readonly place: HTMLElement,
    api: Api,
    choices: Choices,
    preferences: Preferences,
    ticker: Ticker,
    private readonly around: Surroundings,
  ) {
    const terminals = new Terminals();
    this.#context = {
      api,
      choices,
      terminals,
      preferences,
      ticker,
      openedWith: new Map(),
      seesEverybody: around.seesEverybody,
      openForm: () => void new OpenForm(this.#context),
      close: (terminal) => closeTerminal(this.#context, terminal),
      renew: (terminal) => void new RenewForm(this.#context, terminal),
      signOut: () => this.#signOut(),
      tell: (words) => this.#toasts.tell(words),
    };
    this.#toasts = new Toasts(this.#context);
    const list = (this.#list = new ListPage(this.#context));
    this.#stream = new TerminalStream(terminals);
    this.#stream.onLive = (live) => list.live(live);
    this.#stream.onRefused = async () => {
      const outcome = await api.choices();
      if (!outcome.ok) list.live(false, outcome.problem.words);
    };
    this.#tabs = new Tabs({
      chosen: (id, stay) => this.#go(id, stay),
      closed: (id, stay) => this.#closeTab(id, stay),
    });
    this.#tabs.add(LIST, 'My terminals', list.element, false);
    this.#activity = new Activity((acted, now) => {
      for (const tab of this.#open.values()) tab.beat(acted, now);
    });
    terminals.onChange(() => this.#update());
  }

  start(): void {
    const { preferences, ticker } = this.#context;
    this.place.replaceChildren(
      h(
        'header',
        {},
        h('a', { className: 'brand', href: LIST_HASH, 'aria-label': 'kube-terminal' }, 'kube-terminal'),
        this.#tabs.list,
        h(
          'button',
          {
            type: 'button',
            className: 'plain',
            'aria-label': 'Options',
            title: 'Options and keys',
            onclick: () => showOptions(preferences),
          },
          icon(OPTIONS),
        ),
      ),
      h('main', {}, this.#tabs.panels),
      this.#toasts.element,
    );
    const show = () => {
      if (location.hash !== this.#shown) this.#show(false);
    };
    const hurry = () => this.#open.forEach((tab) => tab.hurry());
    const leave = (event: KeyboardEvent) => this.#leave(event);
    addEventListener('hashchange', show);
    addEventListener('online', hurry);
    document.addEventListener('keydown', leave);
    this.#ends = [
      ticker.onTick(() => this.#open.forEach((tab) => tab.tick())),
      () => removeEventListener('hashchange', show),
      () => removeEventListener('online', hurry),
      () => document.removeEventListener('keydown', leave),
    ];
    this.#activity.start();
    this.#stream.start();
    this.#restore();
    this.#show(false);
  }

  stop(): void {
    for (const end of this.#ends) end();
    this.#activity.stop();
    this.#stream.stop();
    this.#list.stop();
    for (const tab of this.#open.values()) tab.dispose();
    this.#open.clear();
  }

  /** At once: until the browser tells of the new address, one could press another key. */
  #go(id: string, stay: boolean): void {
    location.hash = id === LIST ? LIST_HASH : hashOf(id);
    this.#show(stay);
  }

  /** Shows what the address says. */
  #show(stay: boolean): void {
    const first = this.#shown === undefined;
    this.#shown = location.hash;
    const route = routeOf(location.hash);
    if (route.kind === 'sign-in') return;
    const id = route.kind === 'terminal' ? route.id : LIST;
    if (route.kind === 'terminal' && !this.#tabs.has(id)) this.#add(id);
    this.#tabs.select(id);
    for (const [each, tab] of this.#open) tab.shown(each === id, !stay);
    if (stay || (!first && !isFocusSeen())) this.#tabs.focus();
    this.#name();
  }

  #add(id: string): void {
    const tab = new TerminalTab(id, this.#context, {
      titled: () => this.#name(),
      leave: (backwards) => (backwards ? this.#tabs.focus() : tab.tools?.focus()),
    });
    this.#open.set(id, tab);
    this.#tabs.add(id, tab.name, tab.element, true);
    keepTabs(this.#open.keys());
  }

  #restore(): void {
    this.#restored = keptTabs();
    for (const id of this.#restored) this.#add(id);
  }

  /** Once it is known what there is: a tab that nobody looks at and that has nothing to show goes. */
  #sort(): void {
    const { terminals } = this.#context;
    if (this.#restored.length === 0 || !terminals.listed) return;
    const here = routeOf(location.hash);
    for (const id of this.#restored) {
      const looked = here.kind === 'terminal' && here.id === id;
      if (!looked && terminals.get(id) === undefined) this.#closeTab(id, false);
    }
    this.#restored = [];
  }

  #update(): void {
    this.#sort();
    for (const tab of this.#open.values()) tab.update();
    this.#name();
  }

  #name(): void {
    let shown = 'My terminals';
    const here = routeOf(location.hash);
    for (const [id, tab] of this.#open) {
      const name = tab.title === '' ? tab.name : `${tab.name}: ${tab.title}`;
      this.#tabs.name(id, name);
      if (here.kind === 'terminal' && here.id === id) shown = name;
    }
    document.title = `${shown} · kube-terminal`;
  }

  #closeTab(id: string, stay: boolean): void {
    this.#open.get(id)?.dispose();
    this.#open.delete(id);
    keepTabs(this.#open.keys());
    const beside = this.#tabs.remove(id);
    const here = routeOf(location.hash);
    if (here.kind !== 'terminal' || here.id !== id) return;
    this.#go(beside ?? LIST, stay);
  }

  async #signOut(): Promise<void> {
    if (!(await signOut(this.#context))) return;
    keepTabs([]);
    history.replaceState(null, '', LIST_HASH);
    this.around.left();
  }

  /** The same key that leaves the screen goes on from the tools to the tabs, and back into the screen. */
  #leave(event: KeyboardEvent): void {
    if (!event.ctrlKey || event.key !== 'F6' || event.defaultPrevented) return;
    const route = routeOf(location.hash);
    const tab = route.kind === 'terminal' ? this.#open.get(route.id) : undefined;
    if (tab === undefined || document.querySelector('dialog[open]') !== null) return;
    event.preventDefault();
    const inTools = tab.tools?.element.contains(document.activeElement) === true;
    if (inTools === event.shiftKey) tab.focus();
    else if (inTools) this.#tabs.focus();
    else tab.tools?.focus();
  }
}

/** Whether what has the focus is in view; it is lost with whatever it was in. */
function isFocusSeen(): boolean {
  const at = document.activeElement;
  return at !== null && at !== document.body && at.getClientRects().length > 0;
}
