package io.cartelem.server.security;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Under which names the server answers. A page of a foreign site can make a browser send requests
/// here, by a link or by a name that resolves to this computer (DNS rebinding); what it cannot
/// choose are the headers `Host` and `Origin`.
final class HostRule {
    private final Set<String> publicHosts;

    HostRule(Set<String> publicHosts) {
        this.publicHosts =
                publicHosts.stream()
                        .map(h -> h.strip().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /// A name and a port as they stand in an address.
    ///
    /// @param port −1 if none is given
    private record Authority(String host, int port) {
        static Optional<Authority> parse(String scheme, String text) {
            try {
                URI uri = URI.create(scheme + "://" + text);
                if (uri.getHost() == null
                        || uri.getUserInfo() != null
                        || !uri.getRawPath().isEmpty()
                        || uri.getRawQuery() != null) {
                    return Optional.empty();
                }
                int port = uri.getPort();
                if (port < 0) {
                    port = scheme.equals("https") ? 443 : 80;
                }
                return Optional.of(new Authority(uri.getHost().toLowerCase(Locale.ROOT), port));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    /// Whether `host`, the header, is a name of this server.
    ///
    /// @param localAddress the address of this computer at which the connection arrived
    boolean knows(@Nullable String host, String localAddress) {
        if (host == null) {
            return false;
        }
        return Authority.parse("http", host).map(Authority::host).stream()
                .anyMatch(name -> isLoopback(name) || isPublic(name) || same(name, localAddress));
    }

    /// Whether a page at `origin` may call a server that was called by the name `host`.
    ///
    /// @param scheme `http` or `https`, as the device sees it
    boolean sameSite(String origin, String host, String scheme) {
        int colon = origin.indexOf("://");
        if (colon < 0) {
            return false;
        }
        String originScheme = origin.substring(0, colon);
        if (!originScheme.equals("http") && !originScheme.equals("https")) {
            return false;
        }
        Optional<Authority> page = Authority.parse(originScheme, origin.substring(colon + 3));
        if (page.isEmpty()) {
            return false;
        }
        return page.equals(Authority.parse(scheme, host)) || isPublic(page.get().host());
    }

    static boolean isLoopback(String name) {
        return name.equals("localhost")
                || literal(name).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /// The address that `text` spells, if it is one; never asks a name server.
    static Optional<InetAddress> literal(String text) {
        String bare =
                text.startsWith("[") && text.endsWith("]")
                        ? text.substring(1, text.length() - 1)
                        : text;
        int scope = bare.indexOf('%');
        try {
            return Optional.of(InetAddress.ofLiteral(scope < 0 ? bare : bare.substring(0, scope)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isPublic(String name) {
        return publicHosts.contains(name);
    }

    private static boolean same(String name, String localAddress) {
        Optional<InetAddress> address = literal(name);
        return address.isPresent() && address.equals(literal(localAddress));
    }
}
