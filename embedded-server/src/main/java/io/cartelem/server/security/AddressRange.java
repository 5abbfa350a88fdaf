package io.cartelem.server.security;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;

/// An address or a network of addresses.
///
/// @param prefix how many leading bits count
record AddressRange(InetAddress network, int prefix) {

    /// Reads `10.0.0.1`, `10.0.0.0/8`, `::1` or `fd00::/8`; never asks a name server.
    ///
    /// @throws IllegalArgumentException with a sentence that says what is allowed
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress address =
                    InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int bits = address.getAddress().length * 8;
            int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            if (prefix >= 0 && prefix <= bits) {
                return new AddressRange(address, prefix);
            }
        } catch (IllegalArgumentException e) {
            throw unreadable(text, e);
        }
        throw unreadable(text, null);
    }

    boolean contains(InetAddress address) {
        byte[] a = network.getAddress();
        byte[] b = address.getAddress();
        if (a.length != b.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit & 7);
            if (((a[bit >> 3] ^ b[bit >> 3]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException unreadable(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "'" + text + "' is no address or network; write 10.0.0.1 or 10.0.0.0/8", cause);
    }
}
