package dev.clickpipe.workflows.testing;

import dev.clickpipe.workflows.pipe.AddTablesRequest;
import dev.clickpipe.workflows.pipe.DropTablesRequest;
import dev.clickpipe.workflows.pipe.ResyncRequest;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import java.util.List;

/** What people ask of a pipe with the tables of {@link Samples}. */
public final class SampleRequests {
    public static final ResyncRequest RESYNC_ALL = new ResyncRequest(List.of(), "a test");
    public static final ResyncRequest RESYNC_ORDERS = new ResyncRequest(List.of(Samples.ORDERS), "a test");
    public static final DropTablesRequest DROP_ORDERS = new DropTablesRequest(List.of(Samples.ORDERS), "a test");
    public static final DropTablesRequest DROP_LINES = new DropTablesRequest(List.of(Samples.LINES), "a test");
    public static final AddTablesRequest ADD_PARTS = new AddTablesRequest(
            List.of(Samples.mapping(Samples.PARTS, "shop_parts")), "a test");

    private SampleRequests() {}

    /** Other pauses between batches, and nothing else. */
    public static UpdateSettingsRequest syncInterval(int seconds) {
        return new UpdateSettingsRequest(seconds, null, null, null, null, null, null, null, null, null);
    }
}
