package io.surety.login.serving;

import io.surety.login.Identity;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service logs in.
 *
 * @param identity {@code password}, or {@code workload} for an access token of Entra ID
 */
@ConfigurationProperties("surety.database")
public record DatabaseSettings(@DefaultValue("password") Identity identity) {}
