package dev.clickpipe.deploy.service;

import dev.clickpipe.deploy.CommandFailure;
import dev.clickpipe.deploy.ExitCode;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The jars of our own processes, in the checkout that this program was built in. */
record Programs(Path worker, Path api) {

    static Programs find() throws CommandFailure {
        Path checkout = checkout();
        Programs programs = new Programs(checkout.resolve("activities/target/clickpipe-worker.jar"),
                checkout.resolve("api/target/clickpipe-api.jar"));
        for (Path jar : new Path[]{programs.worker, programs.api}) {
            if (!Files.exists(jar)) {
                throw new CommandFailure(ExitCode.PART_FAILED, "There is no " + jar
                        + ": build it with mvn -DskipTests package");
            }
        }
        return programs;
    }

    /** Two folders above the one of the jar, or of the classes, that this class came from. */
    private static Path checkout() {
        try {
            Path code = Path.of(Programs.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path target = code.toAbsolutePath().getParent();
            Path module = target == null ? null : target.getParent();
            Path checkout = module == null ? null : module.getParent();
            if (checkout == null) {
                throw new IllegalStateException(code + " is not in the target folder of a module");
            }
            return checkout;
        } catch (URISyntaxException mistake) {
            throw new IllegalStateException(mistake);
        }
    }
}
