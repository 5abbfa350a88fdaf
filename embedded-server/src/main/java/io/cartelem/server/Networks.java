package io.cartelem.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// The addresses of this computer at which other devices can reach it.
final class Networks {
    private static final Logger LOG = LoggerFactory.getLogger(Networks.class);

    private Networks() {}

    /// Addresses of networks that are up, those of home and garage networks first; link-local ones
    /// are left out, because nobody can type them.
    static List<InetAddress> addresses() {
        List<InetAddress> found = new ArrayList<>();
        try {
            for (NetworkInterface network :
                    Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (network.isUp() && !network.isLoopback()) {
                    Collections.list(network.getInetAddresses()).stream()
                            .filter(a -> !a.isLinkLocalAddress())
                            .filter(a -> a instanceof Inet4Address || a instanceof Inet6Address)
                            .forEach(found::add);
                }
            }
        } catch (SocketException e) {
            LOG.warn("the networks of this computer are not known", e);
        }
        found.sort(
                Comparator.comparing((InetAddress a) -> !(a instanceof Inet4Address))
                        .thenComparing(a -> !a.isSiteLocalAddress())
                        .thenComparing(InetAddress::getHostAddress));
        return found;
    }

    /// As it stands in an address: IPv6 in brackets, names as they are.
    static String inUri(String host) {
        try {
            return inUri(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return host;
        }
    }

    /// As it stands in an address: IPv6 in brackets, without its scope.
    static String inUri(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        String bare = scope < 0 ? text : text.substring(0, scope);
        return address instanceof Inet6Address ? "[" + bare + "]" : bare;
    }
}
