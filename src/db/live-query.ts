/** The one adapter to Dexie's liveQuery: a query, called back with its result now and after every change in any tab. */
import { liveQuery } from 'dexie';

/** Returns the function that ends it. A query that fails is tried again at the next change. */
export function observe<T>(query: () => Promise<T>, onValue: (value: T) => void, onError: (thrown: unknown) => void = () => undefined): () => void {
  const subscription = liveQuery(query).subscribe({ next: onValue, error: onError });
  return () => subscription.unsubscribe();
}
