/** The stylesheet's tokens as canvas colours, read once per theme and not per frame. */
import type { FindingLevel } from '../../core/finding';
import type { AnnotationTone } from './timeline-data';

export interface TimelineTheme {
  readonly ground: string;
  readonly panel: string;
  readonly raised: string;
  readonly line: string;
  readonly text: string;
  readonly dim: string;
  readonly accent: string;
  readonly level: Readonly<Record<FindingLevel, string>>;
  readonly confirmed: string;
  readonly font: string;
  readonly monoFont: string;
}

/** Reads the custom properties in force at `element`. */
export function readTimelineTheme(element: Element): TimelineTheme {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ground: token('--ground'), panel: token('--panel'), raised: token('--raised'), line: token('--line'), text: token('--text'), dim: token('--dim'),
    accent: token('--accent'), level: { high: token('--high'), review: token('--review'), note: token('--note') }, confirmed: token('--confirmed'),
    font: `12px ${token('--font') || 'sans-serif'}`, monoFont: `12px ${token('--font-mono') || 'monospace'}`,
  };
}

export function toneColor(theme: TimelineTheme, tone: AnnotationTone): string {
  if (tone === 'confirm') return theme.confirmed;
  return tone === 'accent' ? theme.accent : theme.level[tone];
}

/** Calls back when the theme changes, by the root element's attributes or by the system's preference. Returns the function that ends it. */
export function watchTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'data-theme', 'style'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', onChange);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', onChange);
  };
}
