import type { Report } from '../report/report.ts';

interface Option {
  /** What its value is, in one word. */
  readonly value: string;
  readonly help: string;
}

export type Options = Readonly<Record<string, Option>>;

/** The options that a person gave, not yet checked. */
export type GivenOptions = Readonly<Record<string, string | undefined>>;

export interface ScenarioContext {
  /** The address of the service. */
  readonly target: URL;
  /** Aborts when the person has had enough. */
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
  /**
   * Answers also when the service failed at what it was asked for; the report says so.
   * @throws UsageError for an option that no run can have
   * @throws RunError when there is nothing to report
   */
  run(given: GivenOptions, context: ScenarioContext): Promise<Report>;
}
