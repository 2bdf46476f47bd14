/** Sessions of the HTTP interface: connections that stay from one request to the next. */
@NullMarked
package dev.clickpipe.deploy.gateway.session;

import org.jspecify.annotations.NullMarked;
