package io.cartelem.core.collect.discovery;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// Other programs that use a serial port without locking it in a way that opening would notice:
/// reading the port would steal their bytes. Looks at lock files of the old kind (`LCK..ttyUSB0`)
/// and, on Linux, at the open files of the processes that this user may see. Any thread.
final class PortUsers {
    private static final List<Path> LOCKS = List.of(Path.of("/run/lock"), Path.of("/var/lock"));
    private static final Path PROCESSES = Path.of("/proc");

    private PortUsers() {}

    /// The name of a program that has the port open, null if none is known to.
    static @Nullable String of(String port) {
        Path path;
        try {
            path = Path.of(port).toRealPath();
        } catch (IOException e) {
            return null;
        }
        String byLock = lockHolder(path, LOCKS);
        return byLock != null ? byLock : openBy(path, PROCESSES);
    }

    static @Nullable String lockHolder(Path port, List<Path> folders) {
        for (Path folder : folders) {
            OptionalLong holder = holderOf(folder.resolve("LCK.." + port.getFileName()));
            if (holder.isPresent() && ProcessHandle.of(holder.getAsLong()).isPresent()) {
                return nameOf(holder.getAsLong());
            }
        }
        return null;
    }

    private static OptionalLong holderOf(Path lock) {
        try {
            String first = Files.readString(lock).strip().split("\\s+", 2)[0];
            return OptionalLong.of(Long.parseLong(first));
        } catch (IOException | NumberFormatException e) {
            // No lock, or one that cannot be read: the port is free as far as it tells.
            return OptionalLong.empty();
        }
    }

    static @Nullable String openBy(Path port, Path processes) {
        long self = ProcessHandle.current().pid();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(processes, "[0-9]*")) {
            for (Path process : all) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (pid != self && hasOpen(process.resolve("fd"), port)) {
                    return nameOf(pid);
                }
            }
        } catch (IOException | NumberFormatException e) {
            // A system without this folder, or a process that ended while we looked.
            return null;
        }
        return null;
    }

    private static boolean hasOpen(Path handles, Path port) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(handles)) {
            for (Path handle : all) {
                if (leadsTo(handle, port)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException e) {
            // Another user's process, or one that has just ended.
            return false;
        }
    }

    private static boolean leadsTo(Path handle, Path port) {
        try {
            return Files.readSymbolicLink(handle).equals(port);
        } catch (IOException e) {
            // Closed while we looked.
            return false;
        }
    }

    private static String nameOf(long pid) {
        return ProcessHandle.of(pid)
                        .flatMap(process -> process.info().command())
                        .map(command -> Path.of(command).getFileName().toString())
                        .orElse("another program")
                + " (process "
                + pid
                + ")";
    }
}
