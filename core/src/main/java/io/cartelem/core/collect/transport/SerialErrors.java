package io.cartelem.core.collect.transport;

import io.cartelem.core.collect.transport.LinkException.Reason;

import java.util.Locale;

/// Turns the system's error number of a failed open into a reason and a sentence that says what a
/// person can do.
final class SerialErrors {

    /// The three families of error numbers.
    enum Os {
        LINUX,
        MAC,
        WINDOWS;

        /// The system that runs this program.
        static Os current() {
            String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
            return name.startsWith("windows") ? WINDOWS : name.startsWith("mac") ? MAC : LINUX;
        }
    }

    private SerialErrors() {}

    /// What went wrong.
    ///
    /// @param port the port as the user wrote it
    /// @param error the system's number, 0 if it gave none
    static LinkException explain(Os system, String port, int error) {
        Reason reason =
                switch (system) {
                    case LINUX -> onLinux(error);
                    case MAC -> onMac(error);
                    case WINDOWS -> onWindows(error);
                };
        return new LinkException(reason, sentence(system, port, reason, error));
    }

    /// There is no such port.
    static LinkException notFound(String port) {
        return new LinkException(
                Reason.NOT_FOUND, sentence(Os.current(), port, Reason.NOT_FOUND, 0));
    }

    // errno.h: EPERM, ENOENT, EIO, ENXIO, EAGAIN, EACCES, EBUSY, ENODEV, ENOTTY, and for rfcomm
    // ETIMEDOUT, ECONNREFUSED, EHOSTDOWN, EHOSTUNREACH.
    private static Reason onLinux(int error) {
        return switch (error) {
            case 1, 13 -> Reason.PERMISSION;
            case 2, 5, 6, 19 -> Reason.NOT_FOUND;
            case 11, 16 -> Reason.BUSY;
            case 25 -> Reason.UNSUPPORTED;
            case 110, 111, 112, 113 -> Reason.UNREACHABLE;
            default -> Reason.FAILED;
        };
    }

    // The same names in Darwin's sys/errno.h.
    private static Reason onMac(int error) {
        return switch (error) {
            case 1, 13 -> Reason.PERMISSION;
            case 2, 5, 6, 19 -> Reason.NOT_FOUND;
            case 16, 35 -> Reason.BUSY;
            case 25 -> Reason.UNSUPPORTED;
            case 60, 61, 64, 65 -> Reason.UNREACHABLE;
            default -> Reason.FAILED;
        };
    }

    // winerror.h: FILE_NOT_FOUND, PATH_NOT_FOUND, ACCESS_DENIED (somebody else has the port),
    // GEN_FAILURE, SHARING_VIOLATION, SEM_TIMEOUT (a Bluetooth device that is away),
    // DEVICE_NOT_CONNECTED.
    private static Reason onWindows(int error) {
        return switch (error) {
            case 2, 3, 1167 -> Reason.NOT_FOUND;
            case 5, 32 -> Reason.BUSY;
            case 31, 121, 1168 -> Reason.UNREACHABLE;
            default -> Reason.FAILED;
        };
    }

    private static String sentence(Os system, String port, Reason reason, int error) {
        return switch (reason) {
            case NOT_FOUND -> port + " is not there: plug the device in, or choose another port";
            case BUSY -> port + " is in use by another program: close that program";
            case PERMISSION ->
                    system == Os.LINUX
                            ? port
                                    + " may not be opened: add yourself to the group dialout (sudo"
                                    + " usermod -aG dialout $USER) and log in again"
                            : port + " may not be opened by this user";
            case UNREACHABLE ->
                    port + " does not answer: is the Bluetooth device switched on and in reach?";
            case UNSUPPORTED -> port + " is not a serial port";
            case LOST, CLOSED, SILENT, FAILED ->
                    port + " cannot be opened (error " + error + " of the system)";
        };
    }
}
