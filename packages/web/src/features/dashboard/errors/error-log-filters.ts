/** Of the page of logs: those that count as errors are the product's, and not Taffrail's own. */
export const errorLogFilters = ['level.in.error', 'writtenBy.in.product'];
