/** How many pipes one worker bears: what each costs, and how soon any of them is paused and resumed. */
@NullMarked
package dev.clickpipe.deploy.bench.pipes;

import org.jspecify.annotations.NullMarked;
