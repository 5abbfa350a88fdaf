package io.cartelem.server.web;

import io.javalin.http.Context;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Conditional requests (RFC 9110, section 13): what a client has already is not sent again. Tags
/// are weak, because the compressed form of an answer has the same. Safe on any thread.
public final class EntityTag {
    private static final int BYTES = 12;

    private EntityTag() {}

    /// The tag of a content.
    public static String of(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return "W/\"" + HexFormat.of().formatHex(digest, 0, BYTES) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// The tag of whatever `key` stands for completely.
    public static String of(String key) {
        return of(key.getBytes(StandardCharsets.UTF_8));
    }

    /// Names the tag in the answer and lets the client ask again each time whether it still holds.
    ///
    /// @return whether the client has that content: then the answer is complete, a 304 without a
    ///   body
    public static boolean answered(Context ctx, String tag) {
        ctx.header("ETag", tag);
        if (!matches(ctx.header("If-None-Match"), tag)) {
            return false;
        }
        ctx.status(304);
        return true;
    }

    private static boolean matches(@Nullable String header, String tag) {
        return header != null && (header.contains(opaque(tag)) || header.strip().equals("*"));
    }

    /// Without the mark of a weak tag, which counts for nothing in this comparison.
    private static String opaque(String tag) {
        return tag.substring("W/".length());
    }
}
