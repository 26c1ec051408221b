package io.surety.delivery.tools;

/** A program that a delivery runs, and how a person gets it. */
public enum Tool {
  SURETY("./surety", "it lies at the top of Surety's repository"),
  GIT("git", "install it from https://git-scm.com"),
  DOCKER("docker", "install Docker Engine from https://docs.docker.com/engine/install"),
  COMPOSE(
      "docker-compose", "install the Compose plugin from https://docs.docker.com/compose/install"),
  AZ("az", "install the Azure CLI from https://learn.microsoft.com/cli/azure/install-azure-cli"),
  HELM("helm", "install Helm 4 from https://helm.sh/docs/intro/install"),
  KUBECTL("kubectl", "'az aks install-cli' installs it"),
  KUBELOGIN("kubelogin", "'az aks install-cli' installs it"),
  SYFT("syft", "'./surety ship tools --target aks' fetches it"),
  TRIVY("trivy", "'./surety ship tools --target aks' fetches it"),
  COSIGN("cosign", "'./surety ship tools --target aks' fetches it"),
  TERRAFORM("terraform", "'./surety ship tools --target aks' fetches it"),
  CURL("curl", "install it with your system's package manager"),
  TAR("tar", "install it with your system's package manager"),
  UNZIP("unzip", "install it with your system's package manager");

  private final String program;
  private final String source;

  Tool(String program, String source) {
    this.program = program;
    this.source = source;
  }

  /** Its name on the PATH. */
  public String program() {
    return program;
  }

  /** How to get it, as the end of a sentence. */
  public String source() {
    return source;
  }
}
