/// The chunk format: columns of samples as bytes and back. Pure functions without state, safe on
/// any thread; nothing here knows a database. The layout is drawn in the classes and, for readers
/// in other languages, in docs/FORMAT.md.
@NullMarked
package io.cartelem.persistence.chunk;

import org.jspecify.annotations.NullMarked;
