package dev.clickpipe.api.wire;

import dev.clickpipe.workflows.pipe.EditRequest;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.secrets.SealedSecret;
import dev.clickpipe.workflows.secrets.SecretSealer;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of a PATCH: what is to be different. Holds the password: its text shows none.
 *
 * @param name another name; null when it stays
 * @param settings all that was given but the password; the pipe itself knows what of it is so already
 * @param password the source's, as it came; null when it stays
 * @param dropped source tables to be followed no longer
 * @param added tables to be copied besides; they may take the targets of those dropped
 */
public record PatchClickPipe(@Nullable String name, UpdateSettingsRequest settings, @Nullable String password,
        List<TableName> dropped,
        List<TableMapping> added) {
    public PatchClickPipe {
        dropped = List.copyOf(dropped);
        added = List.copyOf(added);
    }

    /** What the pipe is asked for, the password sealed for it and for the host that it is sent to. */
    public EditRequest edit(PipeConfiguration now, SecretSealer sealer) {
        return new EditRequest(name, sealed(now, sealer), dropped, added, null);
    }

    private UpdateSettingsRequest sealed(PipeConfiguration now, SecretSealer sealer) {
        if (password == null) {
            return settings;
        }
        String host = Objects.requireNonNullElse(settings.host(), now.source().host());
        SealedSecret secret = sealer.seal(password, now.pipeId(), host);
        return settings.signingIn(host, secret);
    }

    @Override
    public String toString() {
        return "PatchClickPipe[name=" + name + ", " + settings + ", dropped=" + dropped + ", added=" + added + "]";
    }
}
