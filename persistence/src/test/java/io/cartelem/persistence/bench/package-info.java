/// Benchmarks of the stores beside what they are measured against. Main classes, run by hand, on
/// one thread besides that of the store.
@NullMarked
package io.cartelem.persistence.bench;

import org.jspecify.annotations.NullMarked;
