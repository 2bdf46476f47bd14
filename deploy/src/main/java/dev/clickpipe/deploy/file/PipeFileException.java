package dev.clickpipe.deploy.file;

/** A file that is no pipe, or that asks for what is not there; the message never repeats what stands in the file. */
public final class PipeFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PipeFileException(String message) {
        super(message);
    }
}
