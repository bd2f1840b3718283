/** Pages load it as a classic script. */
declare const uPlot: typeof import('uplot');
