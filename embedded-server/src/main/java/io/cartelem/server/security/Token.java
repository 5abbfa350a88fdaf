package io.cartelem.server.security;

import java.time.Instant;

/// The right of one device. The secret itself is kept nowhere, only its digest.
///
/// @param id its name in lists, no secret
/// @param digest SHA-256 of the secret, Base64
/// @param label what the device calls itself
/// @param address from where it was last used
public record Token(
        String id,
        Access access,
        String digest,
        String label,
        String address,
        Instant created,
        Instant lastUsed,
        Instant expires) {

    Token usedFrom(String from, Instant when) {
        return new Token(id, access, digest, label, from, created, when, expires);
    }
}
