import type { IntakeFigures } from '../intake/measure-intake.ts';
import type { PaidFigures } from '../paid/measure-paid.ts';
import type { BackendFigures } from '../run-backend.ts';
import {
  atLeast,
  atMost,
  count,
  type Figure,
  figure,
  megabytes,
  milliseconds,
  percent,
  perSecond,
} from './figure.ts';

/** What paid -> chat has to hold on a backend, in milliseconds. */
export type PaidTargets = { p50Ms: number; p99Ms: number | null };

const INTAKE_SHARE = 0.8;
const INTAKE_P99_MS = 50;
const MEMORY_MB = 200;
const GROWTH = 1.1;

/** The lines of one backend's figures. */
export function backendSection({ paid, intake }: BackendFigures, targets: PaidTargets): Figure[] {
  return [...(intake ? intakeFigures(intake) : []), ...(paid ? paidFigures(paid, targets) : [])];
}

/** How the figures of a grown database compare with those of a fresh one. */
export function growthSection(grown: BackendFigures, fresh: BackendFigures): Figure[] {
  const bound = { limit: GROWTH, format: percent };
  return [
    ...(grown.paid && fresh.paid
      ? [
          atMost('paid -> chat p50, of fresh', grown.paid.told.p50 / fresh.paid.told.p50, bound),
          atMost('paid -> chat p99, of fresh', grown.paid.told.p99 / fresh.paid.told.p99, bound),
        ]
      : []),
    ...(grown.intake && fresh.intake
      ? [
          atLeast(
            'intake at saturation, of fresh',
            grown.intake.gateway.mostPerSecond / fresh.intake.gateway.mostPerSecond,
            { limit: 1 / GROWTH, format: percent },
          ),
          atMost(
            'intake p99, of fresh',
            grown.intake.gateway.p99Ms / fresh.intake.gateway.p99Ms,
            bound,
          ),
        ]
      : []),
  ];
}

function intakeFigures(intake: IntakeFigures): Figure[] {
  const { gateway, withoutInsert, bare } = intake;
  const rate = `intake at ${intake.perSecond}/s`;
  return [
    figure('intake at saturation', gateway.mostPerSecond, perSecond),
    figure('  the same without the INSERT', withoutInsert.mostPerSecond, perSecond),
    figure('  bare Express with HMAC', bare.mostPerSecond, perSecond),
    atLeast('intake : without the INSERT', intake.toWithoutInsert, {
      limit: INTAKE_SHARE,
      format: percent,
    }),
    figure('intake : bare Express', intake.toBare, percent),
    figure(`${rate}, p50`, gateway.p50Ms, milliseconds),
    atMost(`${rate}, p99`, gateway.p99Ms, { limit: INTAKE_P99_MS, format: milliseconds }),
    figure('  p99 without the INSERT', withoutInsert.p99Ms, milliseconds),
    figure('  p99 of bare Express', bare.p99Ms, milliseconds),
    figure('  generator late by, p99', gateway.latenessMs, milliseconds),
    figure('CPU of the gateway per webhook', gateway.cpuMsEach, milliseconds),
    figure('  the same without the INSERT', withoutInsert.cpuMsEach, milliseconds),
    figure('  bare Express with HMAC', bare.cpuMsEach, milliseconds),
  ];
}

function paidFigures(paid: PaidFigures, { p50Ms, p99Ms }: PaidTargets): Figure[] {
  const rate = `paid -> chat at ${paid.perSecond}/s`;
  const p99 = { limit: p99Ms ?? 0, format: milliseconds };
  return [
    atMost(`${rate}, p50`, paid.told.p50, { limit: p50Ms, format: milliseconds }),
    p99Ms === null
      ? figure(`${rate}, p99`, paid.told.p99, milliseconds)
      : atMost(`${rate}, p99`, paid.told.p99, p99),
    figure('  slowest', paid.told.max, milliseconds),
    figure('  webhook answered, p50', paid.answered.p50, milliseconds),
    figure('  webhook answered, p99', paid.answered.p99, milliseconds),
    figure('  generator late by, p99', paid.lateness.p99, milliseconds),
    atMost('  not told', paid.untold + paid.failures, { limit: 0, format: count }),
    atMost('memory of the gateway', paid.gateway.mb, { limit: MEMORY_MB, format: megabytes }),
    atMost('memory of the worker', paid.worker.mb, { limit: MEMORY_MB, format: megabytes }),
    figure('CPU of the gateway per payment', paid.gateway.cpuMsEach, milliseconds),
    figure('CPU of the worker per payment', paid.worker.cpuMsEach, milliseconds),
  ];
}
