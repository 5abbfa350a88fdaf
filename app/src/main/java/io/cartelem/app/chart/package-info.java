/// Strip charts: a pyramid of minima and maxima for each channel, one time axis for all charts, and
/// a canvas that draws one rectangle per pixel column. Confined to the FX thread.
@NullMarked
package io.cartelem.app.chart;

import org.jspecify.annotations.NullMarked;
