export {
  type ConverterConfig,
  converterConfig,
  converterSchema,
} from './config.ts';
export {
  type RunningConverter,
  type StartConverterOptions,
  startConverter,
} from './start-converter.ts';
