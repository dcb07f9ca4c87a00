import { checkActions, checkBranchNavigation } from './actions.ts';
import { checkBranchChildren, checkBranchFooters, checkConditions, checkIfs, checkSwitches } from './branches.ts';
import { checkChildren, checkComponents } from './components.ts';
import type { RuleFunction } from './context.ts';
import {
  checkComponentCount,
  checkCountsPerFlow,
  checkCountsPerScreen,
  checkNavigationListAlone,
  checkRichTextAlone,
} from './counts.ts';
import { checkDataModels } from './data-models.ts';
import {
  checkCompletes,
  checkSuccess,
  checkTerminalActions,
  checkTerminalFooters,
  checkTerminalLists,
  checkTerminalScreens,
} from './ends.ts';
import { checkFormValues, checkInputsInForm, checkInputsOfForms, checkNames, checkRequired } from './forms.ts';
import { checkCalendars, checkFooters, checkPatterns, checkRanges } from './inputs.ts';
import { checkCarousels, checkDataSources, checkNavigationLists, checkRichTexts } from './lists.ts';
import { checkErrorTexts, checkPayloads } from './payloads.ts';
import { checkRouting } from './routing.ts';
import { checkRefreshOnBack, checkScreenIds, checkScreenProperties, checkSensitive } from './screens.ts';
import { checkDataChannel, checkEndpointPieces, checkScreenList, checkTopLevel } from './top-level.ts';

/** All rules; what they find is put into the order of the text afterwards. */
export const RULE_FUNCTIONS: readonly RuleFunction[] = [
  checkTopLevel,
  checkDataChannel,
  checkEndpointPieces,
  checkScreenList,
  checkScreenIds,
  checkScreenProperties,
  checkSensitive,
  checkRefreshOnBack,
  checkTerminalScreens,
  checkTerminalFooters,
  checkTerminalActions,
  checkTerminalLists,
  checkCompletes,
  checkSuccess,
  checkDataModels,
  checkChildren,
  checkComponents,
  checkComponentCount,
  checkCountsPerScreen,
  checkCountsPerFlow,
  checkRichTextAlone,
  checkNavigationListAlone,
  checkNames,
  checkInputsInForm,
  checkInputsOfForms,
  checkFormValues,
  checkRequired,
  checkRanges,
  checkPatterns,
  checkFooters,
  checkCalendars,
  checkDataSources,
  checkNavigationLists,
  checkCarousels,
  checkRichTexts,
  checkConditions,
  checkSwitches,
  checkIfs,
  checkBranchChildren,
  checkBranchFooters,
  checkActions,
  checkBranchNavigation,
  checkPayloads,
  checkErrorTexts,
  checkRouting,
];
