import type {
  BenchmarkRepository,
  Clock,
  ConverterRegistry,
  DatabaseProbe,
  DirectDownloads,
  DirectUploads,
  DownloadLinks,
  FileStorage,
  IdSource,
  JobConsumer,
  JobQueue,
  Logger,
  Mailer,
  Pause,
  RoomProbe,
  TaskRepository,
  Throttle,
  UnitOfWork,
  UploadLinks,
  UploadRepository,
  UserRepository,
} from '@cloudconvert/core';
import type { Secrets } from '../security/secret.ts';

/** Every port that processes share, opened. */
export interface Platform {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly pause: Pause;
  readonly newId: IdSource;
  readonly secrets: Secrets;
  /** Where clients reach the service, without a slash at the end. */
  readonly baseUrl: string;
  readonly storage: FileStorage;
  /** Always resolves where files are elsewhere. */
  readonly probeRoom: RoomProbe;
  readonly directUploads: DirectUploads;
  readonly directDownloads: DirectDownloads;
  readonly mailer: Mailer;
  readonly links: DownloadLinks;
  readonly uploadLinks: UploadLinks;
  readonly users: UserRepository;
  readonly tasks: TaskRepository;
  readonly benchmarks: BenchmarkRepository;
  readonly uploads: UploadRepository;
  readonly unitOfWork: UnitOfWork;
  readonly jobs: JobQueue;
  readonly consumer: JobConsumer;
  readonly registry: ConverterRegistry;
  /** Never refuses where throttling is off. */
  readonly throttle: Throttle;
  readonly probeDatabase: DatabaseProbe;
}
