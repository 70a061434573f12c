/** One grid for the heading, the rows and what lies behind them; on a phone there are no bars. */
export const columnsClass =
  'grid grid-cols-[minmax(0,1fr)_5.5rem] sm:grid-cols-[minmax(12rem,40%)_5.5rem_minmax(0,1fr)]';
export const rowHeight = 28;
