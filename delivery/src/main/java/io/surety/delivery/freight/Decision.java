package io.surety.delivery.freight;

/**
 * Who let a version pass.
 *
 * @param approverId the id of that identity where it signed in
 * @param comment what was said with the approval
 * @param link where the record of the approval is
 * @param queuedBy who started the run
 */
public record Decision(
    String version,
    String approvedBy,
    String approverId,
    String comment,
    String link,
    String queuedBy) {}
