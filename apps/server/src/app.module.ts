import { Module, RequestMethod, type DynamicModule, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import type { Configuration } from '@outturn/configuration';
import { EditionMaker, GovernanceSources, ReportSources } from '@outturn/editions';
import { ImportAcceptances, ImportChecks, ImportStates, type ImportParts } from '@outturn/imports';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { ActionSummaries } from './api/action-summaries';
import { ActionsController } from './api/actions.controller';
import { AreasController } from './api/areas.controller';
import { ChangeAreaHandler } from './api/change-area';
import { ChangeBusinessPlanHandler } from './api/change-business-plan';
import { ChangeContractHandler } from './api/change-contract';
import { ChangeIndicatorHandler } from './api/change-indicator';
import { ChangePublicationHandler } from './api/change-publication';
import { ChangeReconciliationHandler } from './api/change-reconciliation';
import { ChangeProgrammeHandler } from './api/change-programme';
import { ChangeReportingPeriodHandler } from './api/change-reporting-period';
import { ChangeRiskRegisterHandler } from './api/change-risk-register';
import { Changes } from './api/changes';
import { ContractGovernances } from './api/contract-governance';
import { ContractRecordsController } from './api/contract-records.controller';
import { ContractStepsController } from './api/contract-steps.controller';
import { ContractsController } from './api/contracts.controller';
import { CorrectionsRegister } from './api/corrections-register';
import { DecisionsController } from './api/decisions.controller';
import { Editions } from './api/editions';
import { EditionPreviews } from './api/edition-preview';
import { ExportsController } from './api/exports.controller';
import { Figures } from './api/figures';
import { FigureExports } from './api/figure-exports';
import { FiguresController } from './api/figures.controller';
import { HealthController } from './api/health.controller';
import { ImportTemplates } from './api/import-templates';
import { Imports } from './api/imports';
import { ImportsController } from './api/imports.controller';
import { IndicatorsController } from './api/indicators.controller';
import { JobDesk } from './api/job-desk';
import { JobsController } from './api/jobs.controller';
import { loggingParams } from './api/logging';
import { Metrics } from './api/metrics';
import { MetricsController } from './api/metrics.controller';
import { PeriodsController } from './api/periods.controller';
import { PlansController } from './api/plans.controller';
import { Previews } from './api/preview';
import { ProblemFilter } from './api/problem-filter';
import { ProgrammesController } from './api/programmes.controller';
import { PublicationsController } from './api/publications.controller';
import { Published } from './api/published';
import { Questions } from './api/question';
import { refuseQueryOfWrites } from './api/refuse-query';
import { ReconciliationsController } from './api/reconciliations.controller';
import { RegisterController } from './api/register.controller';
import { ReportsController } from './api/reports.controller';
import { RequestPipe } from './api/request-pipes';
import { requireHost } from './api/require-host';
import { Revisions } from './api/revisions';
import { RisksController } from './api/risks.controller';
import { Standing } from './api/standing';
import { Streams } from './api/streams';
import { SubmissionsController } from './api/submissions.controller';
import { Summaries } from './api/summary';
import { Writer } from './api/writer';
import { AreaPagesController } from './pages/area.controller';
import { AsAtController } from './pages/as-at.controller';
import { AwaitedProposals } from './pages/awaited-proposals';
import { BrowserSide } from './pages/browser';
import { CyclePagesController } from './pages/cycle.controller';
import { SetTargetController } from './pages/set-target.controller';
import { CorrectTargetController } from './pages/correct-target.controller';
import { CorrectPagesController } from './pages/correct.controller';
import { DecidePagesController } from './pages/decide.controller';
import { Effects } from './pages/effects';
import { Proposing } from './pages/proposing';
import { RefusedForms } from './pages/refused-forms';
import { CompareController } from './pages/compare.controller';
import { EntryPagesController } from './pages/entry.controller';
import { FigurePagesController } from './pages/figure.controller';
import { IndicatorPagesController } from './pages/indicator.controller';
import { OverridePagesController } from './pages/override.controller';
import { OverviewController } from './pages/overview.controller';
import { SessionMiddleware, limitForms, limitSignIns, readBody, requireFormToken } from './pages/page-middleware';
import { Pages } from './pages/pages';
import { RestatementPagesController } from './pages/restatement.controller';
import { ActionPagesController } from './pages/actions.controller';
import { ContractPagesController } from './pages/contracts.controller';
import { ExportPagesController } from './pages/exports.controller';
import { JobPagesController } from './pages/jobs.controller';
import { ProgrammePagesController } from './pages/programmes.controller';
import { ProposalPagesController } from './pages/proposals.controller';
import { ReconciliationPagesController } from './pages/reconciliation.controller';
import { RiskPagesController } from './pages/risks.controller';
import { SystemController } from './pages/system.controller';
import { RegisterPagesController } from './pages/register.controller';
import { PublicationPagesController } from './pages/publications.controller';
import { PublishController } from './pages/publish.controller';
import { SearchController } from './pages/search.controller';
import { ErratumController } from './pages/erratum.controller';
import { SignInController } from './pages/sign-in.controller';
import { SpreadsheetController } from './pages/spreadsheet.controller';
import { StartController } from './pages/start.controller';
import { Submissions } from './pages/submissions';
import { SubmitController } from './pages/submit.controller';
import { SERVER_PARTS, type ServerParts } from './parts';
import { PermissionGuard } from './security/guard';
import { SignIn } from './security/sign-in';
import { createTokenVerifier } from './security/token-verifier';
import { SIGN_IN, TOKEN_VERIFIER } from './security/tokens';

export interface AppModuleOptions {
  /** Where log lines go; standard output when absent. */
  readonly logTo?: DestinationStream;
}

/** One a resource. */
const API_CONTROLLERS = [
  AreasController,
  PeriodsController,
  IndicatorsController,
  FiguresController,
  SubmissionsController,
  DecisionsController,
  RegisterController,
  PublicationsController,
  ReportsController,
  ReconciliationsController,
  ActionsController,
  PlansController,
  RisksController,
  ProgrammesController,
  ContractsController,
  ContractStepsController,
  ContractRecordsController,
  ExportsController,
  ImportsController,
  JobsController,
  HealthController,
  MetricsController,
] as const;

/** One a group of pages. */
const PAGE_CONTROLLERS = [
  StartController,
  SignInController,
  AsAtController,
  OverviewController,
  CyclePagesController,
  AreaPagesController,
  IndicatorPagesController,
  FigurePagesController,
  RestatementPagesController,
  CorrectPagesController,
  CorrectTargetController,
  SetTargetController,
  OverridePagesController,
  ProposalPagesController,
  DecidePagesController,
  CompareController,
  SearchController,
  PublicationPagesController,
  PublishController,
  ErratumController,
  RegisterPagesController,
  ContractPagesController,
  ActionPagesController,
  RiskPagesController,
  ProgrammePagesController,
  ReconciliationPagesController,
  JobPagesController,
  ExportPagesController,
  SystemController,
  SubmitController,
  // Before the figures, whose addresses begin with the key of an indicator.
  SpreadsheetController,
  EntryPagesController,
] as const;

/** What answers questions. */
const QUESTIONS = [
  Questions,
  Revisions,
  Summaries,
  Changes,
  CorrectionsRegister,
  FigureExports,
  JobDesk,
  Standing,
  Previews,
  Editions,
  Published,
  Figures,
  EditionPreviews,
  ActionSummaries,
  ContractGovernances,
] as const;

/** What carries commands out: one handler an aggregate. */
const COMMANDS = [
  Streams,
  Writer,
  ChangeAreaHandler,
  ChangeContractHandler,
  ChangeIndicatorHandler,
  ChangeReportingPeriodHandler,
  ChangePublicationHandler,
  ChangeReconciliationHandler,
  ChangeBusinessPlanHandler,
  ChangeRiskRegisterHandler,
  ChangeProgrammeHandler,
] as const;

/** The server put together: the only place where its pieces meet. */
@Module({})
export class AppModule implements NestModule {
  /** The server's module for one configuration and the parts that it stands on. */
  static forConfiguration(
    configuration: Configuration,
    parts: ServerParts,
    options: AppModuleOptions = {},
  ): DynamicModule {
    return {
      module: AppModule,
      imports: [LoggerModule.forRoot(loggingParams(configuration, options.logTo)), CqrsModule.forRoot()],
      controllers: [...API_CONTROLLERS, ...PAGE_CONTROLLERS],
      providers: [
        { provide: SERVER_PARTS, useValue: parts },
        { provide: TOKEN_VERIFIER, useFactory: () => createTokenVerifier(configuration) },
        { provide: BrowserSide, useValue: new BrowserSide(configuration.signIn) },
        { provide: SIGN_IN, useValue: signInOf(configuration, parts) },
        Pages,
        AwaitedProposals,
        Effects,
        Proposing,
        RefusedForms,
        Submissions,
        // A request passes these in this order; whatever any of them throws goes to the filter.
        { provide: APP_GUARD, useClass: PermissionGuard },
        { provide: APP_PIPE, useClass: RequestPipe },
        { provide: APP_FILTER, useClass: ProblemFilter },
        ...QUESTIONS,
        ...COMMANDS,
        // Reports out.
        { provide: ReportSources, useFactory: () => new ReportSources(parts) },
        { provide: GovernanceSources, useFactory: () => new GovernanceSources(parts) },
        { provide: EditionMaker, useFactory: () => new EditionMaker(parts) },
        // Spreadsheets in.
        { provide: ImportStates, useFactory: () => new ImportStates(parts.store) },
        { provide: ImportChecks, useFactory: () => new ImportChecks(parts) },
        {
          provide: ImportAcceptances,
          useFactory: (metrics: Metrics) => acceptancesOf(parts, metrics),
          inject: [Metrics],
        },
        ImportTemplates,
        Imports,
        Metrics,
      ],
    };
  }

  /** After the logger, which Nest puts first as it is global: what a request says is read before it is answered. */
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply(requireHost, refuseQueryOfWrites, SessionMiddleware, limitSignIns(), limitForms())
      .forRoutes('{*path}');
    // A spreadsheet comes as a form, which its controller reads once the guard has let it through.
    const uploads = { path: 'api/v1/imports', method: RequestMethod.POST };
    const uploadsOnPages = { path: 'submit/spreadsheet', method: RequestMethod.POST };
    consumer.apply(readBody()).exclude(uploads, uploadsOnPages).forRoutes('{*path}');
    consumer.apply(requireFormToken).exclude(uploadsOnPages).forRoutes('{*path}');
  }
}

/** Undefined where nobody signs in; the demonstration's provider is known by now. */
function signInOf({ signIn }: Configuration, { sessions, directory }: ServerParts): SignIn | undefined {
  return signIn.kind === 'provider' ? new SignIn(signIn, sessions, directory) : undefined;
}

function acceptancesOf(parts: ServerParts, metrics: Metrics): ImportAcceptances {
  const onRecorded: ImportParts['onRecorded'] = (events, seconds) => {
    metrics.recorded(events, seconds);
  };
  return new ImportAcceptances({ ...parts, onRecorded });
}
