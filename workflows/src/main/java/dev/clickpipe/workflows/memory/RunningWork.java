package dev.clickpipe.workflows.memory;

import dev.clickpipe.workflows.failure.PipeError;
import java.util.List;

/** What a pipe has running, so that whichever phase comes next can stop it and keep what it leaves. */
public interface RunningWork {
    /** Whether it has ended. */
    boolean finished();

    /** Asks it to stop; it ends when it has. */
    void cancel();

    /** Takes what it left into the pipe's memory; to be called once, when it has ended. */
    End settle();

    /** How work ended. */
    sealed interface End {
        /** As it should; there may be more to do. */
        record Well() implements End {}

        /** By an error that another attempt may not meet. */
        record Trouble(PipeError error) implements End {}

        /**
         * By errors that need a person.
         *
         * @param errors one; or several, each about a table of its own
         */
        record Broken(List<PipeError> errors) implements End {
            public Broken {
                errors = List.copyOf(errors);
            }

            public Broken(PipeError error) {
                this(List.of(error));
            }
        }

        /**
         * Without a word.
         *
         * @param begun an attempt was running and may still write, on a worker that is cut off
         */
        record Silent(boolean begun) implements End {}
    }
}
