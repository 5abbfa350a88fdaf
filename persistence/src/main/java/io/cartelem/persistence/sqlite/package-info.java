/// The store in one SQLite file. One platform thread writes; readers take connections of their own
/// from a pool and see a snapshot each. The classes say which of the two they belong to.
@NullMarked
package io.cartelem.persistence.sqlite;

import org.jspecify.annotations.NullMarked;
