/** What a person has chosen of the page's looks; kept in this browser only. */
export interface Chosen {
  theme: 'system' | 'light' | 'dark';
  fontSize: number;
  screenReader: boolean;
}

const KEPT_AS = 'kube-terminal';
export const FONT = { least: 8, usual: 14, most: 32 };

/** Knows what was chosen, keeps it, and says when it changes. */
export class Preferences {
  #chosen: Chosen = kept();
  #listeners = new Set<() => void>();
  #system = matchMedia('(prefers-color-scheme: dark)');

  constructor() {
    this.#system.addEventListener('change', () => this.#tell());
    addEventListener('storage', ({ key }) => {
      if (key !== KEPT_AS) return;
      this.#chosen = kept();
      this.#tell();
    });
    this.#dress();
  }

  get chosen(): Readonly<Chosen> {
    return this.#chosen;
  }

  get look() {
    const { theme, fontSize, screenReader } = this.#chosen;
    const dark = theme === 'system' ? this.#system.matches : theme === 'dark';
    return { dark, fontSize, screenReader };
  }

  choose(change: Partial<Chosen>): void {
    this.#chosen = sane({ ...this.#chosen, ...change });
    try {
      localStorage.setItem(KEPT_AS, JSON.stringify(this.#chosen));
    } catch {
      // A browser that keeps nothing: it holds until the page is closed.
    }
    this.#tell();
  }

  /** One step larger or smaller; 0 is the usual size. */
  zoom(step: -1 | 0 | 1): void {
    this.choose({ fontSize: step === 0 ? FONT.usual : this.#chosen.fontSize + step });
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    this.#dress();
    for (const listener of this.#listeners) listener();
  }

  #dress(): void {
    document.documentElement.dataset.theme = this.look.dark ? 'dark' : 'light';
  }
}

function kept(): Chosen {
  try {
    return sane(JSON.parse(localStorage.getItem(KEPT_AS) ?? '{}') as Partial<Chosen>);
  } catch {
    return sane({});
  }
}

function sane({ theme, fontSize, screenReader }: Partial<Chosen>): Chosen {
  const size = Number.isInteger(fontSize) ? fontSize! : FONT.usual;
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    fontSize: Math.min(FONT.most, Math.max(FONT.least, size)),
    screenReader: screenReader === true,
  };
}
