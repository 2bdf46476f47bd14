package dev.clickpipe.api.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of the checkout that this module is in. */
final class Checkout {
    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();
    /** What Maven, git and the commands write. */
    private static final Set<String> NOT_SOURCES = Set.of("target", ".git", ".clickpipe");

    private Checkout() {}

    static Path file(String name) {
        return ROOT.resolve(name);
    }

    static String name(Path file) {
        return ROOT.relativize(file).toString();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every Markdown file. */
    static List<Path> pages() {
        return sources().stream().filter(file -> file.toString().endsWith(".md")).toList();
    }

    /** Every Java source of what is delivered. */
    static List<Path> mainSources() {
        return sources().stream()
                .filter(file -> file.toString().endsWith(".java") && file.toString().contains("/src/main/")).toList();
    }

    /** The commands of deploy. */
    static List<Path> commands() {
        return sources().stream()
                .filter(file -> name(file).startsWith("deploy/") && !name(file).substring(7).contains("/")
                        && !name(file).contains("."))
                .toList();
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(name(file).split("/", -1)).noneMatch(NOT_SOURCES::contains)).sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
