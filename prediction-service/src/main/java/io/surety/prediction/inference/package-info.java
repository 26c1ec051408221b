/**
 * The Open Inference Protocol, version 2, over HTTP, with the binary tensor data extension: what
 * clients of KServe and Triton speak (kserve/open-inference-protocol, inference_rest.md;
 * triton-inference-server/server, extension_binary_data.md).
 */
@NullMarked
package io.surety.prediction.inference;

import org.jspecify.annotations.NullMarked;
