package io.cartelem.server.rest;

import static io.cartelem.server.rest.Routes.API;

import com.fasterxml.jackson.databind.JsonNode;

import io.cartelem.server.security.Access;
import io.cartelem.server.security.Caller;
import io.cartelem.server.security.Gate;
import io.cartelem.server.security.RefusedException;
import io.cartelem.server.security.Token;
import io.cartelem.server.security.TokenVault;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Signing in with the operator PIN, and the list of devices that may come in.
final class AuthRoutes {
    private final Gate gate;
    private final TokenVault tokens;
    private final Consumer<String> revoked;

    private record Granted(String token, String role, String expiresUtc) {}

    private record Role(String role, boolean direct) {}

    private record TokenView(
            String id,
            String role,
            String label,
            String address,
            String createdUtc,
            String lastUsedUtc,
            String expiresUtc,
            boolean current) {
        static TokenView of(Token token, Caller caller) {
            return new TokenView(
                    token.id(),
                    token.access().label(),
                    token.label(),
                    token.address(),
                    Json.iso(token.created()),
                    Json.iso(token.lastUsed()),
                    Json.iso(token.expires()),
                    token.id().equals(caller.tokenId()));
        }
    }

    /// @param revoked hears the id of a token that was taken back, so that its streams end
    AuthRoutes(Gate gate, TokenVault tokens, Consumer<String> revoked) {
        this.gate = gate;
        this.tokens = tokens;
        this.revoked = revoked;
    }

    void on(Routes routes) {
        routes.post(API + "/auth/pin", Access.NONE, this::pin)
                .get(API + "/auth/me", Access.NONE, this::me)
                .get(API + "/auth/tokens", Access.OPERATOR, this::list)
                .delete(API + "/auth/tokens/{token}", Access.OPERATOR, this::revoke);
    }

    /// Hands a browser its token in a cookie that scripts cannot read and other sites cannot use.
    static void setCookie(Context ctx, TokenVault.Issued issued, Duration life) {
        Cookie cookie = new Cookie(Gate.COOKIE, issued.secret());
        cookie.setPath("/");
        cookie.setMaxAge((int) life.toSeconds());
        cookie.setHttpOnly(true);
        cookie.setSecure(Routes.caller(ctx).encrypted());
        cookie.setSameSite(SameSite.STRICT);
        ctx.cookie(cookie);
    }

    private void pin(Context ctx) throws IOException, RefusedException {
        JsonNode body = Json.body(ctx);
        Fields.only(body, List.of("pin", "label"));
        String pin = Fields.required(body, "pin", 32);
        String label = Fields.text(body, "label", Fields.SHORT_TEXT, ctx.userAgent());
        TokenVault.Issued issued =
                gate.promote(pin, Routes.caller(ctx), label == null ? "" : label);
        Token token = issued.token();
        setCookie(ctx, issued, Duration.between(token.created(), token.expires()));
        ctx.header("Cache-Control", "no-store");
        Json.write(
                ctx,
                new Granted(issued.secret(), token.access().label(), Json.iso(token.expires())));
    }

    private void me(Context ctx) {
        Caller caller = Routes.caller(ctx);
        Json.write(ctx, new Role(caller.access().label(), caller.direct()));
    }

    private void list(Context ctx) {
        Caller caller = Routes.caller(ctx);
        Json.write(ctx, tokens.list().stream().map(t -> TokenView.of(t, caller)).toList());
    }

    private void revoke(Context ctx) {
        String id = ctx.pathParam("token");
        if (!tokens.revoke(id)) {
            throw new Problem(404, "token_not_found", "There is no token with that id.");
        }
        revoked.accept(id);
        ctx.status(204);
    }
}
