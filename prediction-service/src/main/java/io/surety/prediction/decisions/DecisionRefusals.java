package io.surety.prediction.decisions;

import io.surety.registry.AliasMoved;
import io.surety.registry.AlreadyDecided;
import io.surety.registry.AlreadyServed;
import io.surety.registry.ApprovalNeedsPerson;
import io.surety.registry.BreakerClosedAlready;
import io.surety.registry.BreakerHalfOpenAlready;
import io.surety.registry.BreakerOpenAlready;
import io.surety.registry.ClosingNeedsPerson;
import io.surety.registry.DecisionRefused;
import io.surety.registry.GatesNotPassed;
import io.surety.registry.ModelNotFound;
import io.surety.registry.NotApproved;
import io.surety.registry.NotPermitted;
import io.surety.registry.NotServed;
import io.surety.registry.NothingToRollBackTo;
import io.surety.registry.ProposerCannotApprove;
import io.surety.registry.UnfitFallback;
import io.surety.registry.VersionTaken;
import io.surety.web.Problem;
import io.surety.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns what the registry refuses into problems, with the registry's own sentences. */
@RestControllerAdvice
@Order(0)
class DecisionRefusals {

  private static final Logger LOG = LoggerFactory.getLogger(DecisionRefusals.class);

  @ExceptionHandler
  ResponseEntity<Problem> refused(DecisionRefused refused, HttpServletRequest request) {
    DecisionProblem type = type(refused);
    if (type == DecisionProblem.DECISIONS_UNAVAILABLE) {
      LOG.error("decisions_not_permitted cause=\"{}\"", String.valueOf(refused.getMessage()));
      return Problems.answer(
          type,
          "The login that this service decides with may not decide. Its operator makes it a member of surety_approver.",
          request.getRequestURI());
    }
    return Problems.answer(type, String.valueOf(refused.getMessage()), request.getRequestURI());
  }

  @ExceptionHandler
  ResponseEntity<Problem> here(RefusedHere refused, HttpServletRequest request) {
    return Problems.answer(refused.type(), refused.detail(), request.getRequestURI());
  }

  private static DecisionProblem type(DecisionRefused refused) {
    return switch (refused) {
      case ModelNotFound _ -> DecisionProblem.MODEL_NOT_FOUND;
      case AliasMoved _,
          AlreadyDecided _,
          AlreadyServed _,
          BreakerClosedAlready _,
          BreakerHalfOpenAlready _,
          BreakerOpenAlready _,
          VersionTaken _ ->
          DecisionProblem.DECISION_OVERTAKEN;
      case ApprovalNeedsPerson _,
          ClosingNeedsPerson _,
          GatesNotPassed _,
          NotApproved _,
          NothingToRollBackTo _,
          NotServed _,
          ProposerCannotApprove _,
          UnfitFallback _ ->
          DecisionProblem.DECISION_REFUSED;
      case NotPermitted _ -> DecisionProblem.DECISIONS_UNAVAILABLE;
    };
  }
}
