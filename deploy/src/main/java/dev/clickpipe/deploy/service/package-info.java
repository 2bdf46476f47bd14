/** The servers, the worker and the API, started together on this machine. */
@NullMarked
package dev.clickpipe.deploy.service;

import org.jspecify.annotations.NullMarked;
