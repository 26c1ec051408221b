/** A delivery to Azure Kubernetes Service. */
@NullMarked
package io.surety.delivery.aks;

import org.jspecify.annotations.NullMarked;
