/// The radio format: samples as few bits, and back. `docs/RADIO.md` draws it. Values and pure
/// functions; what remembers something ([io.cartelem.core.mesh.pack.PayloadEncoder],
/// [io.cartelem.core.mesh.pack.PayloadDecoder], [io.cartelem.core.mesh.pack.SchemaCache]) is safe
/// on any thread.
@NullMarked
package io.cartelem.core.mesh.pack;

import org.jspecify.annotations.NullMarked;
