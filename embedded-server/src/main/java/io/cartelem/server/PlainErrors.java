package io.cartelem.server;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Answers what fails before a call is found (a malformed request line, headers that are too long)
/// with a problem body instead of Jetty's page.
final class PlainErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        int status = response.getStatus();
        String code =
                switch (status) {
                    case 404 -> "not_found";
                    case 401 -> "token_needed";
                    default -> status >= 500 ? "internal_error" : "malformed";
                };
        Content.Sink.write(
                response,
                true,
                "{\"detail\":\"The request cannot be answered.\",\"code\":\"" + code + "\"}",
                callback);
        return true;
    }
}
