/// The store in PostgreSQL for teams. Safe on any thread; one thread inside writes.
@NullMarked
package io.cartelem.persistence.postgres;

import org.jspecify.annotations.NullMarked;
