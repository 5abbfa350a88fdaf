package io.cartelem.server.web;

import io.javalin.http.Context;

/// The headers with which a browser protects the pages.
public final class PageHeaders {
    /// Nothing is loaded from outside, nothing runs inline, nobody frames the pages.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; manifest-src 'self';"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// Swagger UI sets styles on its elements.
    private static final String DOCS_POLICY =
            POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

    private PageHeaders() {}

    /// Sets them, on every answer.
    public static void set(Context ctx) {
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("X-Frame-Options", "DENY");
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.header("Cross-Origin-Opener-Policy", "same-origin");
        ctx.header("Cross-Origin-Resource-Policy", "same-origin");
        ctx.header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        ctx.header("Content-Security-Policy", ctx.path().equals("/docs") ? DOCS_POLICY : POLICY);
    }
}
