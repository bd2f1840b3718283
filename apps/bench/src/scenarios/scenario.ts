import type { Report } from '../report/report.ts';
import type { Service, ServiceSetup } from '../service/service.ts';

interface Option {
  /** What its value is, in one word. */
  readonly value: string;
  readonly help: string;
}

export type Options = Readonly<Record<string, Option>>;

/** The options that a person gave, not yet checked. */
export type GivenOptions = Readonly<Record<string, string | undefined>>;

/** `smoke` takes seconds and shows that the scenario works; its figures mean nothing. */
export const sizes = ['full', 'smoke'] as const;
export type Size = (typeof sizes)[number];

export interface ScenarioContext {
  readonly service: Service;
  readonly size: Size;
  /** Aborts when the person has had enough, or a part of the bench's own service has ended. */
  readonly stop: AbortSignal;
  /** Tells the person how it is getting on. */
  readonly say: (text: string) => void;
}

/** One way to put load on a service and to measure how it bears it. */
export interface Scenario {
  /** What it tells, in half a sentence. */
  readonly summary: string;
  /** Those that it has beside the ones of every scenario. */
  readonly options: Options;
  /** How the bench's own service is set up for it. */
  readonly setup?: ServiceSetup;
  /**
   * Answers also when the service failed at what it was asked for; the report says so.
   * @returns one report for each table
   * @throws UsageError for an option that no run can have
   * @throws RunError when there is nothing to report
   */
  run(given: GivenOptions, context: ScenarioContext): Promise<readonly Report[]>;
}
