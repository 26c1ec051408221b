package io.surety.prediction.champion;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Says in every answer, whatever its format, that nobody approved the model that gave it. */
final class UnapprovedAnswers extends OncePerRequestFilter {

  private static final String HEADER = "Surety-Model-Approved";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader(HEADER, "false");
    chain.doFilter(request, response);
  }
}
