package dev.clickpipe.deploy.parts.cache;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Debian archive that this system itself uses.
 *
 * @param address
 *            URI of the archive, or of the mirror that stands in for it
 * @param signedBy
 *            file of the keys that sign it, or empty for apt's own choice
 */
public record DebianArchive(String address, String signedBy) {

    /** From {@code sources.list} and {@code sources.list.d} in apt's folder; other archives and security are left out. */
    public static Optional<DebianArchive> ofSystem(Path folder) throws IOException {
        List<DebianArchive> archives = new ArrayList<>();
        Path parts = folder.resolve("sources.list.d");
        if (Files.isDirectory(parts)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(parts, "*.{sources,list}")) {
                for (Path file : files) {
                    read(file, archives);
                }
            }
        }
        if (Files.isReadable(folder.resolve("sources.list"))) {
            read(folder.resolve("sources.list"), archives);
        }
        return archives.stream().filter(DebianArchive::isDebian).findFirst();
    }

    private boolean isDebian() {
        String path = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        return path.endsWith("/debian");
    }

    private static void read(Path file, List<DebianArchive> archives) throws IOException {
        String text = Files.readString(file);
        if (file.toString().endsWith(".sources")) {
            for (String stanza : text.split("\n\\s*\n", -1)) {
                readStanza(stanza, archives);
            }
        } else {
            text.lines().map(String::strip).filter(line -> line.startsWith("deb ")).forEach(line -> {
                // deb [signed-by=/file …] address suite component…
                String rest = line.substring("deb ".length()).strip();
                String options = "";
                if (rest.startsWith("[") && rest.contains("]")) {
                    options = rest.substring(1, rest.indexOf(']'));
                    rest = rest.substring(rest.indexOf(']') + 1).strip();
                }
                archives.add(new DebianArchive(words(rest).getFirst(), words(options).stream()
                        .filter(option -> option.startsWith("signed-by="))
                        .map(option -> option.substring("signed-by=".length()))
                        .findFirst()
                        .orElse("")));
            });
        }
    }

    private static void readStanza(String stanza, List<DebianArchive> archives) {
        String addresses = "";
        String signedBy = "";
        for (String line : stanza.lines().toList()) {
            if (line.startsWith("URIs:")) {
                addresses = line.substring("URIs:".length());
            } else if (line.startsWith("Signed-By:")) {
                signedBy = line.substring("Signed-By:".length()).strip();
            }
        }
        for (String address : words(addresses)) {
            if (!address.isEmpty()) {
                archives.add(new DebianArchive(address, signedBy));
            }
        }
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+", -1));
    }

    /** A sources file (deb822) for one suite of the archive. */
    public String sources(String suite) {
        return "Types: deb\nURIs: " + address + "\nSuites: " + suite + "\nComponents: main\nTargets: Packages\n"
                + (signedBy.isEmpty() ? "" : "Signed-By: " + signedBy + "\n");
    }
}
