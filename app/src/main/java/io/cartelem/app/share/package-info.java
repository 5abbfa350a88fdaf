/// Letting phones and tablets in the network look on: link, QR code, PIN, and who may come in. FX
/// thread; the server is asked in the background.
@NullMarked
package io.cartelem.app.share;

import org.jspecify.annotations.NullMarked;
