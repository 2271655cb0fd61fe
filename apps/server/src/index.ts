export { AppModule, type AppModuleOptions } from './app.module';
export { createServer, type OutturnServer } from './create-server';
export { SERVER_PARTS, type ServerParts } from './parts';
export { postgresParts } from './postgres-parts';
export {
  DEMONSTRATION_IDENTITIES,
  isDemonstrationIdentity,
  signDemonstrationToken,
  type DemonstrationIdentity,
} from './security/demonstration-identities';
