/** Where a statement ends and its data begins, found from its words without understanding them. */
@NullMarked
package dev.clickpipe.deploy.gateway.statement;

import org.jspecify.annotations.NullMarked;
