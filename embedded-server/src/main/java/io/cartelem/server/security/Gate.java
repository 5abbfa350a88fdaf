package io.cartelem.server.security;

import io.cartelem.core.port.Clock;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Decides who a request comes from and whether it is let in at all. Asked for every request and
/// every WebSocket upgrade, before anything else.
public final class Gate {
    /// The cookie with a device's token.
    public static final String COOKIE = "cartelem";

    private static final List<String> FORWARDED =
            List.of(
                    "Forwarded",
                    "X-Forwarded-For",
                    "X-Forwarded-Host",
                    "X-Forwarded-Proto",
                    "X-Real-IP",
                    "Via");
    private static final int LABEL_LIMIT = 80;

    private final HostRule hosts;
    private final List<AddressRange> proxies;
    private final TokenVault tokens;
    private final PinGuard pins;

    /// @throws IllegalArgumentException if a proxy is no address or network
    public Gate(
            Set<String> publicHosts, Set<String> trustedProxies, TokenVault tokens, Clock clock) {
        this.hosts = new HostRule(publicHosts);
        this.proxies = trustedProxies.stream().map(p -> AddressRange.parse(p.strip())).toList();
        this.tokens = tokens;
        this.pins = new PinGuard(clock);
    }

    /// Checks `Host`, `Origin` and the browser's fetch metadata, then tells who calls.
    ///
    /// @throws RefusedException 403 for a foreign name or site, 401 for a bearer token that is not
    ///   valid
    public Caller admit(HttpServletRequest request) throws RefusedException {
        String host = request.getHeader("Host");
        if (host == null || !hosts.knows(host, request.getLocalAddr())) {
            throw new RefusedException(
                    403,
                    "unknown_host",
                    "This server is not known by that name; add it to PUBLIC_HOSTS if it should"
                            + " be.");
        }
        boolean trustedProxy = isProxy(request.getRemoteAddr());
        boolean encrypted =
                request.isSecure()
                        || (trustedProxy && "https".equals(request.getHeader("X-Forwarded-Proto")));
        refuseForeignPages(request, host, encrypted);
        String address = trustedProxy ? forwardedFor(request) : request.getRemoteAddr();
        boolean direct =
                !trustedProxy
                        && HostRule.isLoopback(request.getRemoteAddr())
                        && FORWARDED.stream().allMatch(h -> request.getHeader(h) == null);
        return identify(request, address, direct, encrypted);
    }

    /// @throws RefusedException 401 for a caller without a token, 403 for one whose token is not
    ///   enough
    public static void require(Access needed, Caller caller) throws RefusedException {
        if (caller.access().includes(needed)) {
            return;
        }
        if (caller.access() == Access.NONE) {
            throw new RefusedException(
                    401,
                    "token_needed",
                    "Open the link that the desktop shows under Share, or send its token.");
        }
        throw new RefusedException(
                403, "operator_needed", "This needs the operator PIN that the desktop shows.");
    }

    /// Gives a device that opened the shared link a token of its own.
    ///
    /// @param link the secret from the link
    /// @return nothing if the link is not valid
    public Optional<TokenVault.Issued> welcome(String link, Caller caller, String label) {
        return tokens.isLink(link)
                ? Optional.of(tokens.issue(Access.VIEWER, shortened(label), caller.address()))
                : Optional.empty();
    }

    /// Gives a device an operator token for the PIN.
    ///
    /// @throws RefusedException 403 for a wrong one, 429 after too many
    public TokenVault.Issued promote(String pin, Caller caller, String label)
            throws RefusedException {
        pins.check(pin, tokens.pin(), caller.address());
        return tokens.issue(Access.OPERATOR, shortened(label), caller.address());
    }

    private Caller identify(
            HttpServletRequest request, String address, boolean direct, boolean encrypted)
            throws RefusedException {
        String bearer = bearer(request);
        if (bearer != null) {
            if (tokens.isLink(bearer)) {
                return new Caller(Access.VIEWER, address, direct, encrypted, null);
            }
            Token token =
                    tokens.find(bearer, address)
                            .orElseThrow(
                                    () ->
                                            new RefusedException(
                                                    401,
                                                    "token_invalid",
                                                    "The token is not valid or has expired."));
            return new Caller(token.access(), address, direct, encrypted, token.id());
        }
        if (direct) {
            return new Caller(Access.OPERATOR, address, true, encrypted, null);
        }
        return cookie(request)
                .flatMap(secret -> tokens.find(secret, address))
                .map(t -> new Caller(t.access(), address, false, encrypted, t.id()))
                .orElseGet(() -> new Caller(Access.NONE, address, false, encrypted, null));
    }

    private void refuseForeignPages(HttpServletRequest request, String host, boolean encrypted)
            throws RefusedException {
        String origin = request.getHeader("Origin");
        String scheme = encrypted ? "https" : "http";
        if (origin != null && !hosts.sameSite(origin, host, scheme)) {
            throw foreign();
        }
        String site = request.getHeader("Sec-Fetch-Site");
        boolean elsewhere = "cross-site".equals(site) || "same-site".equals(site);
        boolean opensPage =
                "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                        && "GET".equals(request.getMethod());
        if (origin == null && elsewhere && !opensPage) {
            throw foreign();
        }
    }

    private boolean isProxy(String address) {
        return HostRule.literal(address).filter(this::isProxy).isPresent();
    }

    private boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(p -> p.contains(address));
    }

    /// The last address in the chain that no trusted proxy has; earlier ones can be invented.
    private String forwardedFor(HttpServletRequest request) {
        String header = request.getHeader("X-Forwarded-For");
        if (header == null) {
            return request.getRemoteAddr();
        }
        return Arrays.stream(header.split(",", -1))
                .map(String::strip)
                .filter(a -> HostRule.literal(a).isPresent() && !isProxy(a))
                .reduce((first, second) -> second)
                .orElse(request.getRemoteAddr());
    }

    private static @Nullable String bearer(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
            return null;
        }
        return header.substring(7).strip();
    }

    private static Optional<String> cookie(HttpServletRequest request) {
        Cookie[] all = request.getCookies();
        return all == null
                ? Optional.empty()
                : Arrays.stream(all)
                        .filter(c -> c.getName().equals(COOKIE))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    private static String shortened(String label) {
        String clean = label.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.length() <= LABEL_LIMIT ? clean : clean.substring(0, LABEL_LIMIT);
    }

    private static RefusedException foreign() {
        return new RefusedException(
                403, "foreign_origin", "Pages of other sites may not call this server.");
    }
}
