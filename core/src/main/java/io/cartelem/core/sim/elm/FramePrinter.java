package io.cartelem.core.sim.elm;

import io.cartelem.core.sim.car.ObdProtocol;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How a received frame looks on the serial line, by what the client has set.
final class FramePrinter {
    private final ObdProtocol protocol;
    private final ElmState state;

    FramePrinter(ObdProtocol protocol, ElmState state) {
        this.protocol = protocol;
        this.state = state;
    }

    List<String> lines(BusFrames.Frame frame) {
        return protocol.can() ? can(frame) : List.of(legacy(frame));
    }

    private List<String> can(BusFrames.Frame frame) {
        byte[] data = frame.data();
        if (state.headers) {
            StringBuilder line = new StringBuilder();
            if (protocol.extended()) {
                line.append(hex(bytesOf(frame.id(), 4)));
            } else {
                line.append(String.format("%03X", frame.id())).append(gap());
            }
            if (state.showLength) {
                line.append(data.length).append(gap());
            }
            return List.of(line.append(hex(data)).toString());
        }
        if (!state.formatting) {
            return List.of(hex(data));
        }
        int control = data[0] & 0xFF;
        return switch (control >> 4) {
            case 0 -> List.of(hex(Arrays.copyOfRange(data, 1, 1 + control)));
            case 1 -> {
                int length = ((control & 0x0F) << 8) | (data[1] & 0xFF);
                String first = "0:" + gap() + hex(Arrays.copyOfRange(data, 2, data.length));
                yield List.of(String.format("%03X", length) + gap(), first);
            }
            default -> {
                String number = Integer.toHexString(control & 0x0F).toUpperCase(Locale.ROOT);
                yield List.of(number + ":" + gap() + hex(Arrays.copyOfRange(data, 1, data.length)));
            }
        };
    }

    private String legacy(BusFrames.Frame frame) {
        if (!state.headers) {
            return hex(frame.data());
        }
        byte[] header = bytesOf(frame.id(), 3);
        byte[] all = Arrays.copyOf(header, header.length + frame.data().length + 1);
        System.arraycopy(frame.data(), 0, all, header.length, frame.data().length);
        byte[] covered = Arrays.copyOf(all, all.length - 1);
        all[all.length - 1] = (byte) BusFrames.checksum(protocol.bus(), covered);
        return hex(all);
    }

    private String gap() {
        return state.spaces ? " " : "";
    }

    private String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (byte b : bytes) {
            hex.append(String.format("%02X", b)).append(gap());
        }
        return hex.toString();
    }

    private static byte[] bytesOf(int value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (value >> (8 * (length - 1 - i)));
        }
        return bytes;
    }
}
