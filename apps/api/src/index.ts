export { type ApiConfig, type ApiProfile, apiConfig, apiSchema } from './config.ts';
export { type RunningApi, type StartApiOptions, startApi } from './start-api.ts';
