/** What a unit's settings give a case: the fields of a template, and whether sampling may ever leave it out. */
import type { CaseField, CaseInfo } from '../case';
import type { UnitSettings } from './unit-settings';

/** Fields that the template of this enforcement type would fill in: never over what a person has written. */
export function templateFields(unit: Pick<UnitSettings, 'caseTemplates'>, activity: string, info: CaseInfo): readonly { readonly field: CaseField; readonly value: string }[] {
  const template = unit.caseTemplates.find((one) => one.activity === activity);
  return Object.entries(template?.values ?? {}).flatMap(([field, value]) => (info[field as CaseField] === '' && value !== '' ? [{ field: field as CaseField, value }] : []));
}

/** A case of Article 12 (by its enforcement type) or 18 (by its incidents) is always reviewed. */
export function alwaysSampled(unit: Pick<UnitSettings, 'rules'>, info: CaseInfo, incidents: number): boolean {
  return incidents > 0 || unit.rules.sampling.alwaysActivities.includes(info.activity);
}

/** The settings after an edit: their revision is counted up, so that an opinion says by which it was made. */
export function revised(unit: UnitSettings, change: Partial<Omit<UnitSettings, 'schema' | 'version' | 'revision'>>): UnitSettings {
  return { ...unit, ...change, revision: unit.revision + 1 };
}
