import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { Hint } from '../../server';

type Lowest = Hint['severity'] | 'none';

const RANK = { hint: 0, warning: 1, error: 2, none: 3 } as const;
const PROFILES: Readonly<Record<string, Lowest>> = { calm: 'error', standard: 'warning', thorough: 'hint' };

/** How hints look in the code, by the user's settings. */
export class Look {
  gutter = true;
  hover = true;
  private lowest: Lowest = 'warning';

  /** @param onChange Called when the settings are there, and when they change. */
  constructor(settings: ISettingRegistry | null, id: string, onChange: () => void) {
    void settings?.load(id).then(loaded => {
      const read = (): void => {
        this.read(loaded);
        onChange();
      };
      loaded.changed.connect(read);
      read();
    });
  }

  /** Whether a hint is marked in its cell. */
  shows(hint: Hint): boolean {
    return RANK[hint.severity] >= RANK[this.lowest];
  }

  private read(loaded: ISettingRegistry.ISettings): void {
    const wish = loaded.composite;
    this.gutter = wish.gutter as boolean;
    this.hover = wish.hover as boolean;
    const own = wish.underline as Lowest;
    this.lowest = wish.enabled ? (PROFILES[wish.profile as string] ?? own) : 'none';
  }
}
