package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.settings.TableName;
import java.util.List;

/** Foreign keys of one source table whose actions are not replicated, nothing counted yet. */
public record TableCascades(TableName table, List<UnreplicatedCascade> cascades) {
    public TableCascades {
        cascades = List.copyOf(cascades);
    }
}
