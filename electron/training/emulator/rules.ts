import type { Scenario } from './scenario.ts';
import { DEFAULT_SCENARIO, scenarios } from './scenarios/index.ts';

/** When a scenario plays: every part that is given must fit. */
export type Rule = {
  readonly scenario: string;
  readonly amountPaise?: number;
  readonly lastFour?: string;
  readonly attemptId?: string;
  /** How many sales it plays for; without end when absent. */
  readonly times?: number;
};

export type Rules = {
  /** The scenario of a new sale; the rule added last wins. */
  choose(sale: {
    readonly attemptId: string;
    readonly amountPaise: number;
    readonly lastFour: string;
  }): Scenario;
  add(rule: Rule): void;
  clear(): void;
};

/** The scenario with this name. An unknown name throws: the control API checks names before. */
export function scenarioNamed(name: string): Scenario {
  const found = scenarios.get(name);
  if (found === undefined) throw new Error(`no scenario is called ${name}`);
  return found;
}

/** Starts with no rules, so that every sale is approved. */
export function createRules(): Rules {
  let rules: { readonly rule: Rule; left: number }[] = [];
  return {
    add(rule) {
      scenarioNamed(rule.scenario);
      rules = [{ rule, left: rule.times ?? Number.POSITIVE_INFINITY }, ...rules];
    },
    clear() {
      rules = [];
    },
    choose(sale) {
      const entry = rules.find(
        ({ rule, left }) =>
          left > 0 &&
          (rule.amountPaise ?? sale.amountPaise) === sale.amountPaise &&
          (rule.lastFour ?? sale.lastFour) === sale.lastFour &&
          (rule.attemptId ?? sale.attemptId) === sale.attemptId,
      );
      if (entry === undefined) return scenarioNamed(DEFAULT_SCENARIO);
      entry.left -= 1;
      return scenarioNamed(entry.rule.scenario);
    },
  };
}
