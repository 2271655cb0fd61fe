export { Directory } from './directory';
export { peopleMigrations } from './migrations';
