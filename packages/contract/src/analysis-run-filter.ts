import { z } from 'zod';

export const AnalysisStatus = z.enum(['succeeded', 'failed']);
export type AnalysisStatus = z.infer<typeof AnalysisStatus>;

/** Why an alert fires, or what it was once it no longer does. */
export const AnalysisPurpose = z.enum(['diagnosis', 'resolution']);
export type AnalysisPurpose = z.infer<typeof AnalysisPurpose>;

export const AnalysisRating = z.enum(['up', 'down']);
export type AnalysisRating = z.infer<typeof AnalysisRating>;

/** `none`: what nobody has rated. */
export const AnalysisRatingFilter = z.enum([...AnalysisRating.options, 'none']);
export type AnalysisRatingFilter = z.infer<typeof AnalysisRatingFilter>;

/** What an analysis costs from which on it is listed as expensive, in US dollars. */
export const expensiveAnalysisUsd = 0.05;

/** Runs of analyses are kept for so long. */
export const analysisKeptDays = 180;
