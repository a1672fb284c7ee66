/** Every area's Chinese messages as one bundle. */
import { byArea } from './by-area';

export const messages = byArea(import.meta.glob<Record<string, string>>('./messages/*/zh-CN.json', { eager: true, import: 'default' }));
