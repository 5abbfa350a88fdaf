package io.cartelem.app.shell;

import java.util.Locale;

/// The places of the window, in the order of the navigation and of Ctrl+1 to Ctrl+7.
public enum Page {
    LIVE(1, "mdmz-speed"),
    REPLAY(2, "mdmz-play_circle_outline"),
    SESSIONS(3, "mdmz-storage"),
    DEVICES(4, "mdmz-usb"),
    SETTINGS(5, "mdmz-settings"),
    SHARE(6, "mdmz-share"),
    LAPS(7, "mdmz-timer");

    private final int digit;
    private final String icon;

    Page(int digit, String icon) {
        this.digit = digit;
        this.icon = icon;
    }

    /// The digit that opens it together with Ctrl.
    int digit() {
        return digit;
    }

    String icon() {
        return icon;
    }

    /// Its name in the texts.
    public String key() {
        return "page." + name().toLowerCase(Locale.ROOT);
    }
}
