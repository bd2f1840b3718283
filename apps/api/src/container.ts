import 'reflect-metadata';
import {
  Authenticate,
  ChangeFormat,
  CheckHealth,
  DeleteTask,
  FormatAvailability,
  GetBenchmark,
  GetConverterHealth,
  GetTask,
  ListTasks,
  LogIn,
  OpenResult,
  OpenUpload,
  PingConverters,
  ReceiveUpload,
  SignUp,
  StartBenchmark,
  StoreUpload,
  SubmitTask,
  SubmitUpload,
} from '@cloudconvert/core';
import type { Platform } from '@cloudconvert/runtime';
import {
  type DependencyContainer,
  type InjectionToken,
  instanceCachingFactory,
  container as root,
} from 'tsyringe';
import type { ApiConfig } from './config.ts';
import { Argon2PasswordHasher } from './security/argon2-password-hasher.ts';
import { JoseAccessTokens } from './security/jose-access-tokens.ts';
import type { Services } from './services.ts';

type Factory<T> = (container: DependencyContainer) => T;

/** Puts the use cases together from the ports of a platform. */
export function composeServices(platform: Platform, config: ApiConfig): Services {
  const container = root.createChildContainer();
  registerAccounts(container, platform);
  registerForms(container, platform, config);
  registerUploads(container, platform, config);
  registerTasks(container, platform, config);
  registerHealth(container, platform);
  return resolveServices(container);
}

function single<T>(
  container: DependencyContainer,
  token: InjectionToken<T>,
  create: Factory<T>,
): void {
  container.register(token, { useFactory: instanceCachingFactory(create) });
}

function registerAccounts(container: DependencyContainer, platform: Platform): void {
  single(container, Argon2PasswordHasher, () => new Argon2PasswordHasher());
  single(container, JoseAccessTokens, () => new JoseAccessTokens(platform));
  const accounts: Factory<ConstructorParameters<typeof LogIn>[0]> = (c) => ({
    ...platform,
    passwords: c.resolve(Argon2PasswordHasher),
    tokens: c.resolve(JoseAccessTokens),
  });
  single(container, SignUp, (c) => new SignUp(accounts(c)));
  single(container, LogIn, (c) => new LogIn(accounts(c)));
  single(container, Authenticate, (c) => new Authenticate(accounts(c)));
}

function registerForms(
  container: DependencyContainer,
  platform: Platform,
  { maxUploadBytes: maxBytes, maxUnfinishedTasks: maxUnfinished }: ApiConfig,
): void {
  const { registry, clock, unitOfWork } = platform;
  single(container, FormatAvailability, () => new FormatAvailability(registry, clock));
  single(container, ReceiveUpload, () => new ReceiveUpload({ ...platform, maxBytes }));
  const recording: Factory<ConstructorParameters<typeof StartBenchmark>[0]> = (c) => ({
    unitOfWork,
    receiveUpload: c.resolve(ReceiveUpload),
    formats: c.resolve(FormatAvailability),
  });
  single(container, SubmitTask, (c) => new SubmitTask({ ...recording(c), maxUnfinished }));
  single(container, StartBenchmark, (c) => new StartBenchmark(recording(c)));
}

function registerUploads(
  container: DependencyContainer,
  platform: Platform,
  { maxUploadBytes: maxBytes, uploadTtlSeconds: ttlSeconds, maxUnfinishedTasks }: ApiConfig,
): void {
  const shared = (c: DependencyContainer) => ({
    ...platform,
    formats: c.resolve(FormatAvailability),
  });
  const limits = { maxBytes, ttlSeconds, maxOpen: maxUnfinishedTasks };
  single(container, OpenUpload, (c) => new OpenUpload({ ...shared(c), ...limits }));
  single(
    container,
    StoreUpload,
    () => new StoreUpload({ ...platform, links: platform.uploadLinks }),
  );
  single(
    container,
    SubmitUpload,
    (c) => new SubmitUpload({ ...shared(c), maxUnfinished: maxUnfinishedTasks }),
  );
}

function registerTasks(
  container: DependencyContainer,
  platform: Platform,
  { maxUnfinishedTasks: maxUnfinished }: ApiConfig,
): void {
  single(container, ListTasks, () => new ListTasks(platform.tasks));
  single(container, GetTask, () => new GetTask(platform.tasks));
  single(container, DeleteTask, () => new DeleteTask(platform));
  single(container, OpenResult, () => new OpenResult(platform));
  single(container, GetBenchmark, () => new GetBenchmark(platform.benchmarks));
  single(
    container,
    ChangeFormat,
    (c) => new ChangeFormat({ ...platform, formats: c.resolve(FormatAvailability), maxUnfinished }),
  );
}

function registerHealth(container: DependencyContainer, platform: Platform): void {
  single(container, CheckHealth, () => new CheckHealth(platform));
  single(container, GetConverterHealth, () => new GetConverterHealth(platform));
  single(container, PingConverters, () => new PingConverters(platform));
}

function resolveServices(container: DependencyContainer): Services {
  return {
    authenticate: container.resolve(Authenticate),
    signUp: container.resolve(SignUp),
    logIn: container.resolve(LogIn),
    receiveUpload: container.resolve(ReceiveUpload),
    submitTask: container.resolve(SubmitTask),
    openUpload: container.resolve(OpenUpload),
    storeUpload: container.resolve(StoreUpload),
    submitUpload: container.resolve(SubmitUpload),
    listTasks: container.resolve(ListTasks),
    getTask: container.resolve(GetTask),
    changeFormat: container.resolve(ChangeFormat),
    deleteTask: container.resolve(DeleteTask),
    openResult: container.resolve(OpenResult),
    checkHealth: container.resolve(CheckHealth),
    getConverterHealth: container.resolve(GetConverterHealth),
    pingConverters: container.resolve(PingConverters),
    startBenchmark: container.resolve(StartBenchmark),
    getBenchmark: container.resolve(GetBenchmark),
  };
}
