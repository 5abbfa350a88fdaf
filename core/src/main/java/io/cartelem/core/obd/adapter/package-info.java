/// One conversation with one adapter: waking it, finding out what it really can, remembering that,
/// finding the car's protocol, asking for values, recovering. Used by the collector's thread only,
/// unless a type says otherwise.
@NullMarked
package io.cartelem.core.obd.adapter;

import org.jspecify.annotations.NullMarked;
