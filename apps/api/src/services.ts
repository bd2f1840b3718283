import type {
  Authenticate,
  ChangeFormat,
  CheckHealth,
  DeleteTask,
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

/** The use cases that the routes call. */
export interface Services {
  readonly authenticate: Authenticate;
  readonly signUp: SignUp;
  readonly logIn: LogIn;
  readonly receiveUpload: ReceiveUpload;
  readonly submitTask: SubmitTask;
  readonly openUpload: OpenUpload;
  readonly storeUpload: StoreUpload;
  readonly submitUpload: SubmitUpload;
  readonly listTasks: ListTasks;
  readonly getTask: GetTask;
  readonly changeFormat: ChangeFormat;
  readonly deleteTask: DeleteTask;
  readonly openResult: OpenResult;
  readonly checkHealth: CheckHealth;
  readonly getConverterHealth: GetConverterHealth;
  readonly pingConverters: PingConverters;
  readonly startBenchmark: StartBenchmark;
  readonly getBenchmark: GetBenchmark;
}
