package dev.clickpipe.activities.errors;

import dev.clickpipe.workflows.failure.ErrorKind;

/**
 * What something that was thrown means for a pipe.
 *
 * @param meaning what happened, the beginning of a sentence that goes on with the server's own words
 * @param remedy what a person does about it
 */
record KnownError(ErrorKind kind, String meaning, String remedy) {
    /**
     * Says that all of the codes mean this.
     *
     * @param codes a line each: number, the vendor's name of it, and the server when only one of the two families has it
     */
    CodeTable.Family at(String codes) {
        return new CodeTable.Family(this, codes.lines().map(CodeTable.Code::parse).toList());
    }
}
