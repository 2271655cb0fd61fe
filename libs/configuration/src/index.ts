export {
  ConfigurationError,
  parseConfiguration,
  type Configuration,
  type Identities,
  type LogLevel,
  type Program,
} from './configuration';
export type { CalendarSetting, JobsSetting, MailSetting } from './work-settings';
export { isLoopbackHost } from './reader';
export { errorInLog, logWithoutSecrets, startFailure, withoutSecrets } from './secrets';
export { DEFAULT_CLAIMS, type ClaimNames, type ProviderSetting, type SignInSetting } from './sign-in';
