import { UsageError } from '../errors/command-error.ts';

/** How the bench's own service is set up for a scenario. */
export interface ServiceSetup {
  /** How many converters; one unless told, and 0 for none. */
  readonly converters?: number;
  /** Where e-mail goes: nowhere unless told, or into `mails` of the service. */
  readonly mail?: 'none' | 'sink';
  /** Environment of API and converters. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** The service that is measured. */
export interface Service {
  readonly target: URL;
  /** `null` where somebody else started it. */
  readonly own: OwnService | null;
}

/** The insides of a service that the bench started itself. */
export interface OwnService {
  /** In the order in which they started: `postgres`, `api`, `converter 1`, … */
  readonly processes: readonly ServiceProcess[];
  /** As a superuser. */
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Paths of what its converters run; `null` where it has none. */
  readonly ffmpeg: string | null;
  readonly ffprobe: string | null;
  /** What its processes have used since it started, and the bench and the whole machine with them. */
  readonly samples: () => readonly Sample[];
  /** What has arrived, in that order, where the setup has a sink for mail. */
  readonly mails: () => readonly ReceivedMail[];
}

interface ServiceProcess {
  readonly name: string;
  readonly pid: number;
}

/** What a process used, together with its children; those of converters are `ffmpeg`. */
export interface Sample {
  /** As in `processes`; beside those `ffmpeg`, `bench`, `programs of the bench` and `machine`. */
  readonly name: string;
  /** Seconds since the service started. */
  readonly at: number;
  /** % of one core, since the sample before. */
  readonly cpu: number;
  readonly residentBytes: number;
}

export interface ReceivedMail {
  readonly to: string;
  /** When its last byte was there, as `Date.now()` has it. */
  readonly receivedAt: number;
  /** Headers and body, as they were sent. */
  readonly text: string;
}

/** @throws UsageError where somebody else started the service */
export function ownService({ own }: Service): OwnService {
  if (own) return own;
  throw new UsageError(
    'This scenario looks into the service, so it must start one itself: leave --target out.',
  );
}
