package io.cartelem.server.security;

import org.jspecify.annotations.Nullable;

/// Who sent a request.
///
/// @param address the device's address, as far as a trusted proxy or the connection tells
/// @param direct whether the request came from this computer itself, through no proxy
/// @param encrypted whether the device reached the server, or the trusted proxy, over TLS
/// @param tokenId the token that gave the access, null if none did
public record Caller(
        Access access,
        String address,
        boolean direct,
        boolean encrypted,
        @Nullable String tokenId) {

    /// Whether the caller may know where things lie on this computer: its own desktop, and who has
    /// shown the operator PIN.
    public boolean trusted() {
        return access.includes(Access.OPERATOR);
    }
}
