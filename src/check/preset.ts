/** A preset of the plugin. Stands alone, so that a command can read its words before the rules are loaded. */
export type Preset = 'recommended' | 'strict';

export const presetNames: readonly Preset[] = ['recommended', 'strict'];
