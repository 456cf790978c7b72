import type { Route } from './port.ts'
import { concurrence, type Concurrence } from '../model/concurrence.ts'
import type { Span } from '../model/dates.ts'

/** A route that says whether its relations held together. */
export interface MarkedRoute extends Route {
  readonly concurrence: Concurrence
}

/** @param asOf of the question: the day in common lies in it */
export function marked(route: Route, asOf: Span | undefined): MarkedRoute {
  // a route may take a step there and back: the same relations, which are chosen once
  const steps = new Map(route.steps.map(({ from, to, relations }) => [[from.id, to.id].sort().join(' '), relations.map(({ bounds }) => bounds)]))
  return { ...route, concurrence: concurrence([...steps.values()], asOf) }
}
