package io.cartelem.server.security;

import io.cartelem.core.port.Clock;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The devices that may come in, the secret of the shared link, and the operator PIN. Safe on any
/// thread. Every device that opens the link gets a token of its own, so that one can be revoked
/// without the others.
public final class TokenVault implements AutoCloseable {
    /// More devices than any pit has; beyond it the one not seen for longest goes.
    static final int MOST_TOKENS = 256;

    static final Duration VIEWER_LIFE = Duration.ofDays(90);
    static final Duration OPERATOR_LIFE = Duration.ofDays(30);

    private final Clock clock;
    private final @Nullable AccessFile file;
    private final @Nullable String fixedPin;
    private final Map<String, Token> byDigest = new LinkedHashMap<>();
    private String link;
    private String pin;
    private boolean touched;

    /// What a device gets: the secret is told once.
    public record Issued(String secret, Token token) {}

    /// @param path where it is kept; null to keep it in memory only
    /// @param fixedPin the PIN that the user set; null for a generated one
    public TokenVault(@Nullable Path path, @Nullable String fixedPin, Clock clock) {
        this.clock = clock;
        this.fixedPin = fixedPin;
        this.file = path == null ? null : new AccessFile(path);
        AccessFile.Content kept = file == null ? AccessFile.Content.EMPTY : file.read();
        this.link = kept.link() == null ? Secrets.token() : kept.link();
        this.pin = kept.pin() == null ? Secrets.pin() : kept.pin();
        for (Token token : kept.tokens()) {
            byDigest.put(token.digest(), token);
        }
        // what is only read stays as it is: another process may own it and write it meanwhile
        if (kept.link() == null || kept.pin() == null) {
            save();
        }
    }

    /// The secret in the shared link: whoever has it may look on.
    public synchronized String link() {
        return link;
    }

    /// Makes a new link; the old one opens nothing any more. Devices that came by it keep their own
    /// tokens.
    public synchronized String renewLink() {
        link = Secrets.token();
        save();
        return link;
    }

    public synchronized boolean isLink(String secret) {
        return MessageDigest.isEqual(bytes(secret), bytes(link));
    }

    /// The operator PIN, as shown on the desktop.
    public synchronized String pin() {
        return fixedPin == null ? pin : fixedPin;
    }

    /// The token with that secret, if it is known and has not expired.
    public synchronized Optional<Token> find(String secret, String address) {
        Token token = byDigest.get(digest(secret));
        if (token == null) {
            return Optional.empty();
        }
        Instant now = clock.utc();
        if (!now.isBefore(token.expires())) {
            byDigest.remove(token.digest());
            save();
            return Optional.empty();
        }
        Token used = token.usedFrom(address, now);
        byDigest.put(used.digest(), used);
        touched = true;
        return Optional.of(used);
    }

    /// Makes a token for a device.
    public synchronized Issued issue(Access access, String label, String address) {
        while (byDigest.size() >= MOST_TOKENS) {
            byDigest.values().stream()
                    .min(Comparator.comparing(Token::access).thenComparing(Token::lastUsed))
                    .ifPresent(oldest -> byDigest.remove(oldest.digest()));
        }
        String secret = Secrets.token();
        Instant now = clock.utc();
        Duration life = access == Access.OPERATOR ? OPERATOR_LIFE : VIEWER_LIFE;
        Token token =
                new Token(
                        Secrets.id(),
                        access,
                        digest(secret),
                        label,
                        address,
                        now,
                        now,
                        now.plus(life));
        byDigest.put(token.digest(), token);
        save();
        return new Issued(secret, token);
    }

    /// Tokens that have not expired, the one last used first.
    public synchronized List<Token> list() {
        Instant now = clock.utc();
        List<Token> all = new ArrayList<>(byDigest.values());
        all.removeIf(t -> !now.isBefore(t.expires()));
        all.sort(Comparator.comparing(Token::lastUsed).reversed());
        return all;
    }

    /// Takes a token back; false if there is none with that id.
    public synchronized boolean revoke(String id) {
        boolean known = byDigest.values().removeIf(t -> t.id().equals(id));
        if (known) {
            save();
        }
        return known;
    }

    /// Keeps when each token was last used.
    @Override
    public synchronized void close() {
        if (touched) {
            save();
        }
    }

    private void save() {
        touched = false;
        if (file != null) {
            file.write(new AccessFile.Content(link, pin, List.copyOf(byDigest.values())));
        }
    }

    private static String digest(String secret) {
        return Base64.getEncoder().encodeToString(Secrets.sha256(bytes(secret)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
