/** Types that MariaDB alone has. */
@NullMarked
package dev.clickpipe.activities.types.mariadb;

import org.jspecify.annotations.NullMarked;
