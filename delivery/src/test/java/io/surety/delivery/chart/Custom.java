package io.surety.delivery.chart;

import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;

/**
 * A kind that an operator brings to the cluster; what this chart writes of it, and nothing more.
 */
@JsonDeserialize(using = JsonDeserializer.None.class)
abstract class Custom implements HasMetadata {

  private static final long serialVersionUID = 1L;

  private String apiVersion = "";
  private String kind = "";
  private ObjectMeta metadata = new ObjectMeta();

  @Override
  public final String getApiVersion() {
    return apiVersion;
  }

  @Override
  public final void setApiVersion(String version) {
    this.apiVersion = version;
  }

  @Override
  public final String getKind() {
    return kind;
  }

  public final void setKind(String kind) {
    this.kind = kind;
  }

  @Override
  public final ObjectMeta getMetadata() {
    return metadata;
  }

  @Override
  public final void setMetadata(ObjectMeta metadata) {
    this.metadata = metadata;
  }
}
