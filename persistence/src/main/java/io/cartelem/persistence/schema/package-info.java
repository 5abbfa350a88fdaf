/// What the SQLite file looks like: its tables for jOOQ, its migrations and how they are applied;
/// and what every store keeps and refuses alike. Constants and functions without state, safe on any
/// thread.
@NullMarked
package io.cartelem.persistence.schema;

import org.jspecify.annotations.NullMarked;
