import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { PermitOnLoopbackOr } from '../security/guard';
import { Metrics } from './metrics';

/** What Prometheus reads: without a token from this machine itself, otherwise with an administrator's. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(Metrics) private readonly metrics: Metrics) {}

  @Get()
  @PermitOnLoopbackOr('operations.read')
  async show(@Res({ passthrough: true }) response: Response): Promise<string> {
    response.setHeader('Content-Type', this.metrics.registry.contentType);
    return this.metrics.text();
  }
}
