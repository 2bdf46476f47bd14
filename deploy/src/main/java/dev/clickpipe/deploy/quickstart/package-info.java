/** The whole service on one machine by one command: servers, worker, API, a shop with live writes, and its pipe. */
@NullMarked
package dev.clickpipe.deploy.quickstart;

import org.jspecify.annotations.NullMarked;
