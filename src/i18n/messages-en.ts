/** Every area's English messages as one bundle. */
import { byArea } from './by-area';

export const messages = byArea(import.meta.glob<Record<string, string>>('./messages/*/en.json', { eager: true, import: 'default' }));
