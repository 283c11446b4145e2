import { h, say } from './dom.ts';

/** One tab and what it shows. */
interface Tab {
  id: string;
  button: HTMLElement;
  label: HTMLElement;
  panel: HTMLElement;
}

/** What the tabs tell. */
export interface TabEvents {
  /** @param stay whether somebody goes through the tabs with the keyboard, and wants to stay there */
  chosen(id: string, stay: boolean): void;
  closed(id: string, stay: boolean): void;
}

/** Tabs as WAI-ARIA describes them: arrows move, Home and End jump, Delete closes. */
export class Tabs {
  readonly list: HTMLElement;
  readonly panels = h('div', { className: 'panels' });
  #tabs: Tab[] = [];

  constructor(private readonly events: TabEvents) {
    this.list = h('div', {
      role: 'tablist',
      'aria-label': 'Terminals',
      className: 'tabs',
      onkeydown: (event: KeyboardEvent) => this.#pressed(event),
    });
  }

  add(id: string, name: string, content: HTMLElement, closable: boolean): void {
    const label = h('span', { className: 'label' }, name);
    const button = h(
      'div',
      {
        role: 'tab',
        id: `tab-${id}`,
        className: 'tab',
        tabIndex: -1,
        'aria-selected': 'false',
        'aria-controls': `panel-${id}`,
        onclick: () => this.events.chosen(id, false),
      },
      label,
      closable && this.#cross(id),
    );
    const panel = h(
      'div',
      { role: 'tabpanel', id: `panel-${id}`, 'aria-labelledby': button.id, hidden: true },
      content,
    );
    this.#tabs.push({ id, button, label, panel });
    this.list.append(button);
    this.panels.append(panel);
  }

  has(id: string): boolean {
    return this.#tabs.some((tab) => tab.id === id);
  }

  name(id: string, name: string): void {
    const tab = this.#tabs.find((each) => each.id === id);
    if (tab === undefined) return;
    say(tab.label, name);
    tab.button.title = name;
  }

  select(id: string): void {
    for (const tab of this.#tabs) {
      const selected = tab.id === id;
      tab.button.setAttribute('aria-selected', `${selected}`);
      tab.button.tabIndex = selected ? 0 : -1;
      tab.panel.hidden = !selected;
      if (selected) tab.button.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }

  /** Takes a tab away, and tells which one is beside it. */
  remove(id: string): string | undefined {
    const at = this.#tabs.findIndex((tab) => tab.id === id);
    if (at < 0) return undefined;
    const [tab] = this.#tabs.splice(at, 1);
    tab!.button.remove();
    tab!.panel.remove();
    return (this.#tabs[at] ?? this.#tabs[at - 1])?.id;
  }

  focus(): void {
    this.#tabs.find((tab) => tab.button.tabIndex === 0)?.button.focus();
  }

  #pressed(event: KeyboardEvent): void {
    const at = this.#tabs.findIndex((tab) => tab.button === document.activeElement);
    if (at < 0) return;
    const count = this.#tabs.length;
    const to: Record<string, number> = {
      ArrowRight: (at + 1) % count,
      ArrowLeft: (at + count - 1) % count,
      Home: 0,
      End: count - 1,
    };
    const next = to[event.key];
    if (next !== undefined) {
      event.preventDefault();
      this.events.chosen(this.#tabs[next]!.id, true);
    } else if (event.key === 'Delete' && at > 0) {
      event.preventDefault();
      this.events.closed(this.#tabs[at]!.id, true);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.events.chosen(this.#tabs[at]!.id, false);
    }
  }

  /** For the mouse; with the keyboard it is Delete, so nothing of it is read out. */
  #cross(id: string): HTMLElement {
    return h(
      'span',
      {
        className: 'cross',
        'aria-hidden': 'true',
        title: 'Close tab (the terminal stays)',
        onclick: (event: Event) => {
          event.stopPropagation();
          this.events.closed(id, false);
        },
      },
      '×',
    );
  }
}
