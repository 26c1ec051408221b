package io.surety.loans;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of a file of loans, each with its name in the ledger and what a value must be. */
enum LoanColumn {
  LOAN_ID("loan_id", Rule.ID),
  USER_ID("id", "user_id", Rule.ID),
  CODE_GENDER("code_gender", Rule.TEXT),
  FLAG_OWN_CAR("flag_own_car", Rule.YES_OR_NO),
  FLAG_OWN_REALTY("flag_own_realty", Rule.YES_OR_NO),
  CNT_CHILDREN("cnt_children", Rule.WHOLE_OR_EMPTY),
  AMT_INCOME_TOTAL("amt_income_total", Rule.REAL_OR_EMPTY),
  NAME_INCOME_TYPE("name_income_type", Rule.TEXT),
  NAME_EDUCATION_TYPE("name_education_type", Rule.TEXT),
  NAME_FAMILY_STATUS("name_family_status", Rule.TEXT),
  NAME_HOUSING_TYPE("name_housing_type", Rule.TEXT),
  DAYS_BIRTH("days_birth", Rule.WHOLE_OR_EMPTY),
  DAYS_EMPLOYED("days_employed", Rule.WHOLE_OR_EMPTY),
  FLAG_MOBIL("flag_mobil", Rule.WHOLE_OR_EMPTY),
  FLAG_WORK_PHONE("flag_work_phone", Rule.WHOLE_OR_EMPTY),
  FLAG_PHONE("flag_phone", Rule.WHOLE_OR_EMPTY),
  FLAG_EMAIL("flag_email", Rule.WHOLE_OR_EMPTY),
  OCCUPATION_TYPE("occupation_type", Rule.TEXT),
  CNT_FAM_MEMBERS("cnt_fam_members", Rule.REAL_OR_EMPTY),
  STATUS("status", Rule.STATUS),
  BIRTHDAY("birthday", Rule.DATE),
  JOB_START_DATE("job_start_date", Rule.DATE),
  LOAN_DATE("loan_date", Rule.DATE),
  LOAN_AMOUNT("loan_amount", Rule.AMOUNT);

  /** What a value must be. */
  enum Rule {
    /** A whole number from zero. */
    ID,
    /** A whole number, or nothing. */
    WHOLE_OR_EMPTY,
    /** A finite number, or nothing. */
    REAL_OR_EMPTY,
    /** A finite number above zero. */
    AMOUNT,
    /** A day as year-month-day. */
    DATE,
    /** Y or N. */
    YES_OR_NO,
    /** 0, 1, or nothing while it is not known yet. */
    STATUS,
    /** Anything; nothing is null. */
    TEXT
  }

  /** All of them, in order. */
  static final List<LoanColumn> ALL = List.of(values());

  private final String header;
  private final String ledgerName;
  private final Rule rule;

  LoanColumn(String name, Rule rule) {
    this(name, name, rule);
  }

  LoanColumn(String header, String ledgerName, Rule rule) {
    this.header = header;
    this.ledgerName = ledgerName;
    this.rule = rule;
  }

  /** The name in the header of a file. */
  String header() {
    return header;
  }

  /** The name in the ledger. */
  String ledgerName() {
    return ledgerName;
  }

  Rule rule() {
    return rule;
  }

  /** The names in the ledger, in order, each after the prefix, separated by commas. */
  static String ledgerNames(String prefix) {
    return Stream.of(values())
        .map(column -> prefix + column.ledgerName)
        .collect(Collectors.joining(", "));
  }
}
