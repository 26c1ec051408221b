package io.surety.simulation;

/**
 * One loan.
 *
 * @param day days since the lender opened
 * @param amount in money
 * @param unpaid whether it was not paid on time
 */
record Loan(int day, double amount, boolean unpaid) {}
