import { appendFileSync } from 'node:fs';
import type { MutantResult } from '@stryker-mutator/api/core';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import type { Reporter } from '@stryker-mutator/api/report';

/** Where the results go, a line of JSON each as they come: what was found is not lost where the time runs out. */
// biome-ignore lint/style/noProcessEnv: Stryker gives a plugin no other way to learn what it wasn't built for
const RESULTS = process.env.MUTATION_RESULTS;

/** What came of one mutant. */
export interface MutantLine {
  file: string;
  line: number;
  mutator: string;
  replacement: string;
  status: MutantResult['status'];
}

function createLineReporter(): Reporter {
  return {
    onMutantTested({ fileName, location, mutatorName, replacement = '', status }) {
      if (RESULTS === undefined) return;
      const line: MutantLine = {
        file: fileName,
        line: location.start.line,
        mutator: mutatorName,
        replacement: replacement.replaceAll(/\s+/g, ' ').slice(0, 120),
        status,
      };
      appendFileSync(RESULTS, `${JSON.stringify(line)}\n`);
    },
  };
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.Reporter, 'lines', createLineReporter)];
