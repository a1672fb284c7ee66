/** The settings that a unit starts with: the regulation's checklist, stages, vocabularies and speech cues as the domain notes have them. */
import unit from './default-unit.json';
import type { UnitSettings } from './unit-settings';

/** Checked against the schema by a test; the JSON's own type knows no unions. */
export const DEFAULT_UNIT = unit as unknown as UnitSettings;
