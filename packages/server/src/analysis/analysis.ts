import { createAnalyzeStage } from './analyze-stage.ts';
import { rules } from './rules/rules.ts';

/** The analyze stage of the alert pipeline, as it is without a model: by rules. */
export const analyzeStage = createAnalyzeStage(rules);
