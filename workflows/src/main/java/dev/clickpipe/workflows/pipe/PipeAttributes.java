package dev.clickpipe.workflows.pipe;

import dev.clickpipe.workflows.settings.PipeConfiguration;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;

/** The search attributes of a pipe. A namespace must have them, as Keyword, before the first pipe starts. */
public final class PipeAttributes {
    /** Wire name of the state, such as {@code Running}. */
    public static final SearchAttributeKey<String> STATE = SearchAttributeKey.forKeyword("ClickPipeState");
    /** Name of the pipe. */
    public static final SearchAttributeKey<String> NAME = SearchAttributeKey.forKeyword("ClickPipeName");
    /** UUID of the pipe's service. */
    public static final SearchAttributeKey<String> SERVICE = SearchAttributeKey.forKeyword("ClickPipeService");

    private PipeAttributes() {}

    /** All of them, for the start of a pipe and of each further run. */
    public static SearchAttributes of(PipeConfiguration configuration, PipeState state) {
        return SearchAttributes.newBuilder().set(STATE, state.wireName()).set(NAME, configuration.name())
                .set(SERVICE, configuration.serviceId().toString()).build();
    }
}
