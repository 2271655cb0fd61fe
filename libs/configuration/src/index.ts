export {
  ConfigurationError,
  isLoopbackHost,
  parseConfiguration,
  type Configuration,
  type Identities,
  type LogLevel,
  type Program,
} from './configuration';
export type { CalendarSetting, JobsSetting, MailSetting } from './work-settings';
