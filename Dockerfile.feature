# The image of the feature service. Builds with the classic builder and with BuildKit:
#   docker build -f Dockerfile.feature -t surety-feature-service .
# BUILD_IMAGE and RUN_IMAGE take a digest (…@sha256:…); both have to be of the same release of Java.
ARG BUILD_IMAGE=eclipse-temurin:25-jdk
ARG RUN_IMAGE=eclipse-temurin:25-jre

# The jars. This stage is the same, to the letter, in each Dockerfile.*, so they are built once for all images.
FROM ${BUILD_IMAGE} AS jars
# Maven Central, or a mirror of it.
ARG MAVEN_CENTRAL=https://repo.maven.apache.org/maven2
# The commit that is built, for the provenance of models.
ARG COMMIT=
WORKDIR /build
ADD ${MAVEN_CENTRAL}/org/apache/maven/apache-maven/3.9.16/apache-maven-3.9.16-bin.zip maven.zip
COPY pom.xml ./
COPY .mvn .mvn
COPY libs libs
COPY feature-service feature-service
COPY prediction-service prediction-service
COPY training-job training-job
COPY delivery delivery
COPY standalone standalone
COPY benchmarks benchmarks
RUN echo "$(sed -n 's/^distributionSha256Sum=//p' .mvn/wrapper/maven-wrapper.properties)  maven.zip" | sha256sum -c - \
 && jar -xf maven.zip && chmod +x apache-maven-*/bin/mvn \
 && printf '<settings><mirrors><mirror><id>mirror</id><mirrorOf>central</mirrorOf><url>%s</url></mirror></mirrors></settings>' "$MAVEN_CENTRAL" > settings.xml \
 && apache-maven-*/bin/mvn -B -ntp -s settings.xml -pl feature-service,prediction-service,training-job -am package \
      -Dsurety.commit="$COMMIT" -Dmaven.test.skip=true -Dspotless.check.skip=true \
 && for module in feature-service prediction-service training-job; do mv "$module"/target/*-exec.jar "$module.jar"; done

# The service as it will lie in the image, in layers that change at different times, and the AOT cache of a brief start of it (docs/adr/0012).
FROM ${RUN_IMAGE} AS service
WORKDIR /app
COPY --from=jars /build/feature-service.jar /unpacked/surety.jar
COPY feature-service/jvm.options .
RUN java -Djarmode=tools -jar /unpacked/surety.jar extract --layers --destination /layers \
 && cp -a /layers/dependencies/. /layers/snapshot-dependencies/. /layers/application/. . \
 && MALLOC_ARENA_MAX=1 java @jvm.options -XX:TieredStopAtLevel=2 -XX:AOTCacheOutput=surety.aot -cp surety.jar io.surety.featureservice.BriefFeatureService

FROM ${RUN_IMAGE}
ARG COMMIT=
ARG VERSION=
LABEL org.opencontainers.image.title="surety-feature-service" \
      org.opencontainers.image.description="Serves the latest features of a user over HTTP." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${COMMIT}"
WORKDIR /app
COPY LICENSE ./
COPY --from=service /layers/dependencies/ ./
COPY --from=service /layers/snapshot-dependencies/ /layers/application/ /app/jvm.options ./
COPY --from=service /app/surety.aot ./
ENV MALLOC_ARENA_MAX=1 SERVER_ADDRESS=0.0.0.0
USER 10001:10001
EXPOSE 8081 9081
ENTRYPOINT ["java", "@jvm.options", "-XX:AOTCache=surety.aot", "-jar", "surety.jar"]
