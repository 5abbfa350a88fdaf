/// Writes sessions in open formats: CSV, Parquet, plain SQLite, GPX. An exporter keeps no state
/// between calls and is safe on any thread; what one call uses belongs to that call's thread.
@NullMarked
package io.cartelem.persistence.export;

import org.jspecify.annotations.NullMarked;
