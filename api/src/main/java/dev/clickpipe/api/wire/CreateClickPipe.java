package dev.clickpipe.api.wire;

import dev.clickpipe.workflows.secrets.SealedSecret;
import dev.clickpipe.workflows.secrets.SecretSealer;
import dev.clickpipe.workflows.settings.ForeignKeyCascades;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.SourceType;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TlsSettings;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The body of a create, checked as far as it can be without the databases. Holds the password: its text shows none.
 *
 * @param canonicalBody the body's bytes in one order, for its digest; holds the password too
 */
public record CreateClickPipe(String name, Source source, ReplicationSettings replication, List<TableMapping> tables,
        String destinationDatabase, CanonicalBody canonicalBody) {
    public CreateClickPipe {
        tables = List.copyOf(tables);
    }

    /** The same with the service's choice for foreign keys where the body leaves it out; null for none. */
    public CreateClickPipe cascadingByDefault(@Nullable ForeignKeyCascades choice) {
        return replication.foreignKeyCascades() != null
                ? this
                : new CreateClickPipe(name, source, replication.cascading(choice), tables, destinationDatabase,
                        canonicalBody);
    }

    /** Where to read, with the password as it came. */
    public record Source(SourceType type, String host, int port, String username, String password, TlsSettings tls,
            @Nullable Long serverId) {
        @Override
        public String toString() {
            return "Source[" + username + "@" + host + ":" + port + "]";
        }
    }

    /** Bytes that show nothing of themselves. */
    public static final class CanonicalBody {
        private final byte[] bytes;

        CanonicalBody(byte[] bytes) {
            this.bytes = bytes;
        }

        /** The bytes, for a digest. */
        public byte[] bytes() {
            return bytes.clone();
        }
    }

    /** The configuration of the pipe that this creates; the password is sealed for it. */
    public PipeConfiguration configuration(UUID pipeId, UUID serviceId, SecretSealer sealer, Instant createdAt) {
        SealedSecret password = sealer.seal(source.password(), pipeId, source.host());
        SourceConnection connection = new SourceConnection(pipeId, source.type(), source.host(), source.port(),
                source.username(), password, source.tls(), source.serverId());
        return new PipeConfiguration(pipeId, serviceId, name, connection, replication, tables, destinationDatabase, 1,
                createdAt);
    }
}
