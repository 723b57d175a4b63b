import type { Flow, FlowContext, FlowEvent, Turn } from '@chatpay/core';
import { shopFlow } from './shop/flow.ts';

const FLOWS = new Map<string, Flow<unknown>>([[shopFlow.name, shopFlow]]);

/** The scenarios that a channel account can be given. */
export const flowNames: readonly string[] = [...FLOWS.keys()];

/**
 * Lets the named scenario decide about an event. `stored` is the state it returned last time, null
 * for a new conversation; a state that no longer fits the scenario starts it anew. Throws when
 * there is no such scenario.
 */
export function runFlow(
  name: string,
  stored: unknown,
  { event, context }: { event: FlowEvent; context: FlowContext },
): Turn<unknown> {
  const flow = FLOWS.get(name);
  if (!flow) throw new Error(`There is no scenario ${name}`);
  const known = flow.state.safeParse(stored);
  if (known.success) return flow.advance(known.data, event, context);
  const started = flow.start(context);
  const next = flow.advance(started.state, event, context);
  return { state: next.state, effects: [...started.effects, ...next.effects] };
}
