/**
 * Everything that a database of Surety knows, in one file, and back. PostgreSQL's own tools are not
 * in the images, which hold a Java runtime and nothing else; so this is ours, over the driver.
 */
@NullMarked
package io.surety.backup;

import org.jspecify.annotations.NullMarked;
