package io.cartelem.core.collect.discovery;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkOpener;

/// Opens a source's device wherever it is: the remembered one first, then whatever answers. A port
/// that is plugged in is looked at at once.
public final class AutoLinkOpener implements LinkOpener {
    private final String source;
    private final PortScanner scanner;

    /// @param scanner the one that all sources share, so that they do not get in each other's way
    public AutoLinkOpener(String source, PortScanner scanner) {
        this.source = source;
        this.scanner = scanner;
    }

    @Override
    public ByteLink open() throws LinkException, InterruptedException {
        return scanner.openFor(source);
    }

    @Override
    public String address() {
        return "auto";
    }

    @Override
    public String intent() {
        return "looking for the device on the serial ports";
    }

    @Override
    public Object presence() {
        return scanner.arrivals();
    }

    @Override
    public boolean blocksNatively() {
        return true;
    }
}
