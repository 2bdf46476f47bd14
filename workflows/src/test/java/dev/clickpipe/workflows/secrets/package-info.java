/** Tests of sealing, opening and digests. */
@NullMarked
package dev.clickpipe.workflows.secrets;

import org.jspecify.annotations.NullMarked;
